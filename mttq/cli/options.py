"""Arguments that several commands take, described once."""

from __future__ import annotations

from typing import Annotated

import typer

from mttq.cli.project import complete_periods, complete_units
from mttq.cli.values import years

Year = Annotated[
    str,
    typer.Argument(
        metavar="NĂM", help="Năm (2020) hoặc nhiệm kỳ (2019-2024) có trong plans/.", autocompletion=years
    ),
]
PeriodName = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="KỲ",
        help="Kỳ: quy-1, thang-02, 6-thang, nam…; nếu không nêu thì lấy cả năm hoặc cả nhiệm kỳ.",
        autocompletion=complete_periods,
    ),
]
UnitName = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="MÃ",
        help="Đơn vị, kèm mọi cấp dưới; nếu không nêu thì lấy đơn vị mặc định của dự án.",
        autocompletion=complete_units,
    ),
]
