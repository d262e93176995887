//! A sheet a group, in the form that programmes print: indicators down, schools
//! across, «42/21%» in two cells that look like one.

use std::sync::Arc;

use super::{Data, MISSING, SOURCE, formats, source};
use crate::language::single_spaced;
use crate::model::{Cell as Place, IndicatorKind};
use crate::workbook::{
    Cell, Column, Condition, Emphasis, FIRST_ROW, LONGEST_TEXT, Neighbour, Outcome, Rows, Sheet,
    quoted,
};

/// How many schools a printed page has room for.
const SCHOOLS_ACROSS: usize = 5;

/// How many columns a sheet of so many schools has at most.
pub(super) fn columns(schools: usize) -> usize {
    schools.saturating_mul(2).saturating_add(5)
}

/// The sheets, one for every group.
pub(super) fn sheets<'a>(data: &Arc<Data<'a>>) -> Vec<Sheet<'a>> {
    let groups = data.measurements.data.groups.len();
    let mut names = Vec::new();
    (0..groups)
        .map(|group| {
            let title = &data.measurements.data.groups[group].title.value;
            let name = sheet_name(title, &mut names);
            sheet(data, group, &name)
        })
        .collect()
}

fn sheet<'a>(data: &Arc<Data<'a>>, group: usize, name: &str) -> Sheet<'a> {
    let measurements = &data.measurements;
    let of_group: Vec<usize> = (0..measurements.indicators.len())
        .filter(|&indicator| measurements.indicators[indicator].group == group)
        .collect();
    let moment = usual_moment(data, &of_group);
    let has_counts = of_group
        .iter()
        .any(|&indicator| has_numerator(data, indicator));
    let mut columns = vec![
        Column::new("№", 7.5),
        Column::new("Показатель", 56.0),
        Column::new("Ед. изм.", 10.0),
    ];
    for school in &measurements.schools {
        let school = school.name.value.as_str();
        if has_counts {
            columns.push(Column::new(format!("{school}, чел."), 11.0));
        }
        let heading = match has_counts {
            true => format!("{school}, % или значение"),
            false => school.to_owned(),
        };
        columns.push(Column::new(heading, 12.5));
    }
    columns.push(Column::new("Источник данных", 24.0));
    columns.push(Column::new("Примечание", 34.0));
    let described = &measurements.data.groups[group];
    let table = described.table.as_ref().map(|table| table.value.as_str());
    let title = match (table, moment) {
        (Some(table), Some(moment)) => {
            format!(
                "{table}. {} ({})",
                described.title.value, measurements.moments[moment]
            )
        }
        (Some(table), None) => format!("{table}. {}", described.title.value),
        (None, Some(moment)) => {
            format!(
                "{} ({})",
                described.title.value, measurements.moments[moment]
            )
        }
        (None, None) => described.title.value.clone(),
    };
    let mut sheet = Sheet::new(name, title, columns);
    sheet.fixed_columns = 2;
    sheet.pages_wide = measurements.schools.len().div_ceil(SCHOOLS_ACROSS).max(1) as u16;
    let data = Arc::clone(data);
    sheet.rows = Rows::new(of_group.len(), move |index| {
        row(&data, of_group[index], moment, has_counts)
    });
    let mut values = sheet.column(3);
    values.right = (sheet.columns.len() - 3) as u16;
    // A dossier without schools has no columns for them.
    if values.left <= values.right {
        sheet.conditions = vec![Condition {
            range: values,
            formula: format!("=D{}=\"{MISSING}\"", FIRST_ROW + 1),
            emphasis: Emphasis::Doubtful,
        }];
    }
    sheet
}

fn row(data: &Data<'_>, indicator: usize, moment: Option<usize>, has_counts: bool) -> Vec<Cell> {
    let measurements = &data.measurements;
    let measured = &measurements.indicators[indicator];
    let level = measured.level as u8;
    let mut cells = vec![
        Cell::text(data.codes[indicator].as_str()),
        Cell::text(measured.indicator.name.as_str()).indented(level),
        Cell::text(data.unit(indicator)).centered(),
    ];
    let mut remarks = Vec::new();
    for school in 0..measurements.schools.len() {
        let latest = measurements.latest(indicator, school).or(moment);
        let place = latest.map(|moment| Place {
            indicator,
            school,
            moment,
        });
        if has_counts {
            cells.push(count(data, place));
        }
        let value = value(data, indicator, place);
        cells.push(match has_counts {
            true => value.joining(Neighbour::Left),
            false => value.centered(),
        });
        let mut said = data.remarks(place);
        if let Some(other) = latest.filter(|latest| Some(*latest) != moment) {
            said.insert(0, format!("за {}", measurements.moments[other]));
        }
        if !said.is_empty() {
            let school = &measurements.schools[school].name.value;
            remarks.push(format!("{school}: {}", said.join("; ")));
        }
    }
    cells.push(Cell::text(data.source_of(indicator)));
    cells.push(Cell::text(fitting(&remarks)));
    cells
}

/// The remarks as one text; those for which a cell has no room are on the summary.
fn fitting(remarks: &[String]) -> String {
    let joined = remarks.join(". ");
    if joined.chars().count() <= LONGEST_TEXT {
        return joined;
    }
    const REST: &str = "Остальные примечания – на листе «Сводка»";
    let mut room = LONGEST_TEXT - REST.chars().count();
    let fits = |remark: &&String| {
        let length = remark.chars().count() + 2;
        let left = room.checked_sub(length);
        room = left.unwrap_or(0);
        left.is_some()
    };
    let mut kept: Vec<&str> = remarks
        .iter()
        .take_while(fits)
        .map(String::as_str)
        .collect();
    kept.push(REST);
    kept.join(". ")
}

/// «42/», a number that looks like the first half of «42/21%».
fn count(data: &Data<'_>, place: Option<Place>) -> Cell {
    let row = place.and_then(|place| Some((place, data.source.row(place)?)));
    let Some((place, row)) = row.filter(|(place, _)| data.kind(place.indicator).is_share()) else {
        return Cell::empty().joining(Neighbour::Right);
    };
    let at = format!("{}!{}", quoted(SOURCE), source::numerator_at(row));
    let Some(number) = data.measurements.numerator(place) else {
        return Cell::empty().joining(Neighbour::Right);
    };
    let formula = format!("=IF(ISNUMBER({at}),{at},\"\")");
    Cell::formula(formula, Outcome::Number(number))
        .as_number("0\"/\"")
        .at_right()
        .joining(Neighbour::Right)
}

/// The value as programmes print it: no zeros after the comma, percent with its sign.
fn value(data: &Data<'_>, indicator: usize, place: Option<Place>) -> Cell {
    let described = data.measurements.indicators[indicator].indicator;
    if described.kind == IndicatorKind::Heading {
        return Cell::empty();
    }
    let row = place.and_then(|place| Some((place, data.source.row(place)?)));
    let Some((place, row)) = row else {
        return Cell::text(MISSING);
    };
    let at = format!("{}!{}", quoted(SOURCE), source::value_at(row));
    let decimals = described.decimals();
    let is_percent = described.kind == IndicatorKind::Share;
    let times = if is_percent { "*100" } else { "" };
    let outcome = match data.outcome(place) {
        Outcome::Number(number) => {
            let scaled = number * formats::scale(described.kind);
            Outcome::Number(formats::rounded(scaled, decimals))
        }
        other => other,
    };
    let formula = format!("=IF(ISNUMBER({at}),ROUND({at}{times},{decimals}),{at})");
    let format = if is_percent { "General\"%\"" } else { "" };
    Cell::formula(formula, outcome).as_number(format)
}

/// Whether any school's share of an indicator has a numerator.
fn has_numerator(data: &Data<'_>, indicator: usize) -> bool {
    let measurements = &data.measurements;
    data.kind(indicator).is_share()
        && (0..measurements.schools.len()).any(|school| {
            (0..measurements.moments.len()).any(|moment| {
                let place = Place {
                    indicator,
                    school,
                    moment,
                };
                measurements.numerator(place).is_some()
            })
        })
}

/// The moment of most of the group's latest values.
pub(in crate::render) fn usual_moment(data: &Data<'_>, of_group: &[usize]) -> Option<usize> {
    let measurements = &data.measurements;
    let mut times = vec![0_usize; measurements.moments.len()];
    for &indicator in of_group {
        for school in 0..measurements.schools.len() {
            if let Some(moment) = measurements.latest(indicator, school) {
                times[moment] += 1;
            }
        }
    }
    let most = times.iter().copied().max().filter(|most| *most > 0)?;
    times.iter().rposition(|times| *times == most)
}

/// A name that a sheet can have: short, without signs, no other sheet's.
fn sheet_name(title: &str, taken: &mut Vec<String>) -> String {
    // Counted as Excel counts: in halves of what takes two.
    const LONGEST: usize = 31;
    const OTHERS: [&str; 6] = [
        "Сводка",
        super::DYNAMICS,
        super::charts::SHEET,
        super::charts::DATA,
        super::calendar::SHEET,
        SOURCE,
    ];
    let plain: String = title
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''))
        .collect();
    let plain = single_spaced(&plain);
    let cut = |text: &str, length: usize| -> String {
        let mut room = length;
        let fits = |c: &char| {
            let left = room.checked_sub(c.len_utf16());
            room = left.unwrap_or(0);
            left.is_some()
        };
        let cut: String = text.chars().take_while(fits).collect();
        cut.trim_end().to_owned()
    };
    let is_taken = |name: &str, taken: &[String]| {
        let same = |other: &str| other.to_lowercase() == name.to_lowercase();
        OTHERS.iter().any(|other| same(other)) || taken.iter().any(|other| same(other))
    };
    let base = if plain.is_empty() {
        "Группа"
    } else {
        &plain
    };
    let mut name = cut(base, LONGEST);
    let mut number = 2;
    while is_taken(&name, taken) {
        let ending = format!(" ({number})");
        name = cut(base, LONGEST - ending.chars().count()) + &ending;
        number += 1;
    }
    taken.push(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_fill_a_cell_and_no_more() {
        let remarks = vec!["СОШ № 1: нет 11-х классов".to_owned(); 2_000];
        let text = fitting(&remarks);
        assert!(text.chars().count() <= LONGEST_TEXT);
        assert!(text.ends_with("11-х классов. Остальные примечания – на листе «Сводка»"));
        assert_eq!(fitting(&remarks[..2]), remarks[..2].join(". "));
    }
}
