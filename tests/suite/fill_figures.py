"""Fills the sheet of indicators as a school would, with a library that has nothing in
common with ours.

fill_figures.py FOLDER: the values of every form in it are printed as lines
«school<TAB>indicator<TAB>value».
"""

import pathlib
import sys

import openpyxl

VALUE = "Значение (у доли — сколько)"
OF = "Из скольких (у балла — сколько участников)"
MISSING = "Нет данных: причина"
ANSWERS = {
    "успевающие": ({VALUE: 132, OF: 410}, "132/410"),
    "балл": ({VALUE: 3.5, OF: 38}, "3,5 (38 чел.)"),
    "муниципальные": ({VALUE: 1234}, "1234"),
    "региональные": ({MISSING: "нет: олимпиада #1"}, "н/д (нет: олимпиада #1)"),
    "площадь": ({VALUE: "2,81"}, "2,81"),
    "зал-интернет": ({VALUE: "нет"}, "нет"),
    "первая": ({VALUE: 19, OF: 50}, "19/50"),
}


def fill(path):
    book = openpyxl.load_workbook(path)
    sheet = book["Показатели"]
    head = next(row for row in sheet.iter_rows() if row[1].value == "Показатель")
    columns = {cell.value: cell.column for cell in head}
    school = book["dyak"]["B4"].value
    asked = set()
    for row in range(head[0].row + 1, sheet.max_row + 1):
        indicator = sheet.cell(row, 1).value
        if indicator not in ANSWERS:
            continue
        asked.add(indicator)
        given, value = ANSWERS[indicator]
        for heading in (VALUE, OF, MISSING):
            cell = sheet.cell(row, columns[heading])
            assert not cell.protection.locked or heading not in given, cell.coordinate
            cell.value = given.get(heading)
        print(f"{school}\t{indicator}\t{value}")
    assert asked == set(ANSWERS), asked
    book.save(path)


for form in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx")):
    fill(form)
