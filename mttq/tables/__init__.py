"""Tables of answers, read by a map: exports of online forms, of databases, workbooks of other years."""
