"use strict";
// Tìm đơn vị và chỉ tiêu; mở các phần thu gọn khi in. Trang dùng được cả khi không có tệp này.
(function () {
  var goc = document.body.dataset.goc;
  var form = document.querySelector("form[role=search]");
  var o = document.getElementById("tim");
  var thay = document.getElementById("thay");
  var muc = null;
  form.hidden = false;

  function tron(chu) {
    return chu.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  // Tên tệp của trang: như addresses.file_name.
  function tep(ma) {
    return ma.replace(/[^a-z0-9.\/-]/g, function (c) { return "_" + c.codePointAt(0).toString(16) + "_"; })
      .replace(/\//g, ".");
  }

  function nap() {
    if (muc !== null) return;
    muc = [];
    var tai = document.createElement("script");
    tai.src = goc + "tim.js";
    tai.onload = function () {
      var nam = goc + TIM.nam;
      TIM.donVi.forEach(function (d) {
        var tren = d[2] < 0 ? "" : TIM.donVi[d[2]][0];
        muc.push({ ten: d[0], them: tren, tron: tron(d[0]), den: nam + "/don-vi/" + tep(d[1]) + ".html" });
      });
      TIM.chiTieu.forEach(function (c) {
        muc.push({ ten: c[0], them: "chỉ tiêu", tron: tron(c[0]), den: nam + "/chi-tieu/" + tep(c[1]) + ".html" });
      });
      tim();
    };
    document.head.appendChild(tai);
  }

  function tim() {
    var hoi = tron(o.value).trim();
    thay.textContent = "";
    if (!hoi) return;
    var tu = hoi.split(/\s+/);
    var hop = muc.filter(function (m) { return tu.every(function (t) { return m.tron.indexOf(t) >= 0; }); });
    hop.sort(function (a, b) { return (b.tron.indexOf(hoi) >= 0) - (a.tron.indexOf(hoi) >= 0); });
    hop.slice(0, 20).forEach(function (m) {
      var li = document.createElement("li"), a = document.createElement("a"), phu = document.createElement("small");
      a.href = m.den;
      a.textContent = m.ten + " ";
      phu.textContent = m.them;
      a.appendChild(phu);
      li.appendChild(a);
      thay.appendChild(li);
    });
    if (hop.length !== 0 && hop.length <= 20) return;
    var con = document.createElement("li");
    con.textContent = hop.length ? "và " + (hop.length - 20) + " kết quả nữa" : "không thấy đơn vị hay chỉ tiêu nào";
    thay.appendChild(con);
  }

  o.addEventListener("focus", nap);
  o.addEventListener("input", function () { nap(); tim(); });
  form.addEventListener("submit", function (su) {
    su.preventDefault();
    var dau = thay.querySelector("a");
    if (dau) location.href = dau.href;
  });
  document.addEventListener("keydown", function (su) {
    if (su.key === "Escape") { o.value = ""; thay.textContent = ""; }
  });

  var dong = [];
  addEventListener("beforeprint", function () {
    dong = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    dong.forEach(function (d) { d.open = true; });
  });
  addEventListener("afterprint", function () { dong.forEach(function (d) { d.open = false; }); });

  // mttq serve: tải lại khi tệp của dự án đổi.
  var song = document.body.dataset.song;
  if (song === undefined) return;
  setInterval(function () {
    if (document.hidden) return;
    fetch(goc + "~phien-ban").then(function (r) { return r.text(); }).then(function (moi) {
      if (moi !== song) location.reload();
    }).catch(function () {});
  }, 1000);
})();
