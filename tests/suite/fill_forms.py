"""Fills blanks as a school would, with a library that has nothing in common with ours.

fill_forms.py FOLDER: every form in it gets answers that follow from its rows; what
was answered is printed as lines «school<TAB>number<TAB>field<TAB>value».
"""

import datetime
import pathlib
import sys

import openpyxl

HEADINGS = {
    "№ п/п": "number",
    "Статус": "status",
    "Дата исполнения": "done",
    "Результат": "result",
    "Участников всего": "all",
    "из них из школ с низкими результатами": "low",
    "Причина неисполнения (нарушения срока)": "reason",
    "Новый срок": "term",
    "Подтверждающий документ": "document",
    "Примечание": "note",
}


def answers(index):
    """The answers on a row, by its place among the rows."""
    if index % 3 == 0:
        return {
            "status": "выполнено",
            "done": datetime.date(2020, 3, 1 + index % 28),
            "result": f"обучены педагоги: группа {index}\n=итоги подведены",
            "all": 30 + index,
            "low": 10 + index,
            "document": "приказ от 01.03.2020 № 5",
        }
    if index % 3 == 1:
        return {"status": "не выполнено", "reason": "нет: карантин #1"}
    return {
        "status": "перенесено",
        "reason": "карантин",
        "term": "второе полугодие 2020 года",
        "note": "согласовано",
    }


def fill(path):
    book = openpyxl.load_workbook(path)
    sheet = book["Отчёт"]
    head = next(row for row in sheet.iter_rows() if row[1].value == "№ п/п")
    columns = {HEADINGS[cell.value]: cell.column for cell in head if cell.value in HEADINGS}
    for row in sheet.iter_rows(max_row=head[0].row):
        for cell in row:
            labels = {
                "Кто заполнил (ФИО):": "Орлова Е.В.",
                "Телефон:": "8 (81378) 2-14-15",
                "Дата заполнения:": datetime.date(2020, 6, 4),
            }
            if cell.value in labels:
                sheet.cell(cell.row, cell.column + 1).value = labels[cell.value]
    school = book["dyak"]["B4"].value
    index = 0
    for row in range(head[0].row + 1, sheet.max_row + 1):
        if not str(sheet.cell(row, 1).value or "").startswith(("№:", "id:", "п:")):
            continue
        given = answers(index)
        for field, column in columns.items():
            if field == "number":
                continue
            cell = sheet.cell(row, column)
            assert not cell.protection.locked, cell.coordinate
            cell.value = given.get(field)
            if isinstance(cell.value, str):
                cell.data_type = "s"
        number = sheet.cell(row, columns["number"]).value
        for field, value in given.items():
            if isinstance(value, datetime.date):
                value = value.strftime("%d.%m.%Y")
            shown = str(value).replace("\n", "⏎")
            print(f"{school}\t{number}\t{field}\t{shown}")
        index += 1
    book.save(path)


for form in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx")):
    fill(form)
