//! The days, months and quarters that a phrase names, each with its bytes.

use std::ops::Range;

use chrono::NaiveDate;

use super::super::compose::compose;
use super::super::syntax::Item;
use super::super::tokens::{Kind, Token, tokens};
use super::super::{Unit, words};
use crate::language::days_in_month;

/// A date, month or quarter; several that share a month are one.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// What is named.
    pub named: Named,
    /// The year, if it is written with it.
    pub year: Option<WrittenYear>,
    /// Where a year would be added.
    pub end: usize,
}

/// What a mention names.
#[derive(Clone, Debug)]
pub(super) enum Named {
    /// «16.02», «9 и 10 мая».
    Days {
        /// The days of the month; the last stands before the month.
        days: Vec<Numeral>,
        /// The month.
        month: MonthSpot,
    },
    /// «март».
    Month(MonthSpot),
    /// «III квартал», «I, II кварталы», «второе полугодие».
    Parts {
        /// Which, from 1.
        numbers: Vec<Numeral>,
        /// Four quarters or two halves.
        per_year: u32,
    },
}

/// A number in figures.
#[derive(Clone, Debug)]
pub(super) struct Numeral {
    /// Its bytes, without a suffix.
    pub range: Range<usize>,
    /// Its bytes with a suffix: «1-го».
    pub whole: Range<usize>,
    /// What it says.
    pub value: u32,
    /// How it is written.
    pub style: NumeralStyle,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumeralStyle {
    /// At least so many digits.
    Digits(usize),
    /// «III».
    Roman,
    /// «первое», «второго».
    Ordinal,
}

/// A month as written.
#[derive(Clone, Debug)]
pub(super) struct MonthSpot {
    /// Its bytes, with the full stop of an abbreviation.
    pub range: Range<usize>,
    /// 1 to 12.
    pub number: u32,
    /// How it is written.
    pub style: MonthStyle,
}

/// How a month is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MonthStyle {
    /// At least so many digits; the sign between day and month.
    Digits(usize, char),
    /// A name in a case.
    Name(words::MonthForm),
    /// «сент.»
    Short,
}

/// A year as written.
#[derive(Clone, Debug)]
pub(super) struct WrittenYear {
    /// The bytes of its digits.
    pub range: Range<usize>,
    /// All four digits.
    pub value: i32,
    /// The bytes of «г.» or «года» after it, the space before included.
    pub tail: Range<usize>,
}

impl Mention {
    /// Its first and last day in a year.
    pub(super) fn span(&self, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let last = |month| day(month, days_in_month(year, month)?);
        match &self.named {
            Named::Days { days, month } => {
                let (first, end) = (days.first()?.value, days.last()?.value);
                Some((day(month.number, first)?, day(month.number, end)?))
            }
            Named::Month(month) => Some((day(month.number, 1)?, last(month.number)?)),
            Named::Parts { numbers, per_year } => {
                let months = 12 / per_year;
                let (first, end) = (numbers.first()?.value, numbers.last()?.value);
                Some((day((first - 1) * months + 1, 1)?, last(end * months)?))
            }
        }
    }
}

/// All that a phrase names as its deadline; not the time a report covers, nor dates of
/// other acts and events.
pub(super) fn mentions(phrase: &str) -> Vec<Mention> {
    let tokens = tokens(phrase);
    let mut found = Vec::new();
    for placed in compose(&tokens).parts.iter().flatten() {
        let (is_time, covers) = match &placed.item {
            Item::Stretches(_) | Item::Range(..) | Item::From(_) | Item::Counted { .. } => {
                (true, false)
            }
            Item::By { covers, .. } => (true, covers.is_some()),
            Item::Every { .. }
            | Item::External { .. }
            | Item::Conditional { .. }
            | Item::Duration { .. } => (false, false),
        };
        if !is_time {
            continue;
        }
        let within = |token: &&Token| {
            placed.range.start <= token.range.start && token.range.end <= placed.range.end
        };
        let own: Vec<&Token> = tokens.iter().filter(within).collect();
        let start = match covers {
            true => own
                .iter()
                .position(|token| is_preposition(token))
                .unwrap_or(0),
            false => 0,
        };
        let reader = Reader {
            phrase,
            tokens: &own[start..],
        };
        found.extend(reader.all());
    }
    found
}

/// Where the time reported on ends and the term begins.
fn is_preposition(token: &Token) -> bool {
    matches!(
        token.word(),
        Some("до" | "не" | "к" | "ко" | "по" | "перед" | "срок")
    )
}

struct Reader<'a> {
    phrase: &'a str,
    tokens: &'a [&'a Token],
}

/// A mention without the numbers before it, and the place after it.
type Found = (Mention, usize);

impl Reader<'_> {
    fn all(&self) -> Vec<Mention> {
        let mut found = Vec::new();
        // Numbers that share the month of a later one: the 9 of «9 и 10 мая».
        let mut waiting: Vec<Numeral> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if let Some((mut mention, next)) = self.mention(at) {
                match &mut mention.named {
                    Named::Days { days: own, .. } | Named::Parts { numbers: own, .. } => {
                        waiting.append(own);
                        own.append(&mut waiting);
                    }
                    Named::Month(_) => waiting.clear(),
                }
                found.push(mention);
                at = next;
            } else if let Some((numeral, next)) = self.listed(at) {
                waiting.push(numeral);
                at = next;
            } else {
                waiting.clear();
                at += 1;
            }
        }
        found
    }

    fn kind(&self, at: usize) -> Option<&Kind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.tokens.get(at)?.word()
    }

    fn is(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(sign))
    }

    /// A number followed by what joins it to the next: «9 и», «18-», «1 по».
    fn listed(&self, at: usize) -> Option<(Numeral, usize)> {
        let (numeral, next) = self.numeral(at)?;
        let joins = match self.kind(next)? {
            Kind::Dash | Kind::Sign(',') => true,
            Kind::Word(word) => matches!(word.as_str(), "и" | "по" | "до"),
            _ => false,
        };
        joins.then_some((numeral, next + 1))
    }

    fn mention(&self, at: usize) -> Option<Found> {
        self.iso_day(at)
            .or_else(|| self.numeric_day(at))
            .or_else(|| self.numeric_month(at))
            .or_else(|| self.worded_day(at))
            .or_else(|| self.part(at))
            .or_else(|| self.month(at))
    }

    /// «2022-02-16»
    fn iso_day(&self, at: usize) -> Option<Found> {
        let year = self.digits(at, 4..=4)?;
        let tight = |at: usize| {
            let token = self.tokens.get(at);
            token.is_some_and(|token| token.kind == Kind::Dash && !token.spaced)
        };
        let (month, day) = (self.digits(at + 2, 2..=2)?, self.digits(at + 4, 2..=2)?);
        if !tight(at + 1) || !tight(at + 3) || !(1..=12).contains(&month.value) {
            return None;
        }
        let end = day.range.end;
        let mention = Mention {
            named: Named::Days {
                month: numeric(month, '-'),
                days: vec![day],
            },
            year: Some(WrittenYear {
                value: i32::try_from(year.value).ok()?,
                range: year.range,
                tail: end..end,
            }),
            end,
        };
        Some((mention, at + 5))
    }

    /// «16.02.2022», «16/02/22», «16.02».
    fn numeric_day(&self, at: usize) -> Option<Found> {
        let day = self.digits(at, 1..=2)?;
        let separator = match self.kind(at + 1)? {
            Kind::Sign(sign @ ('.' | '/')) => *sign,
            Kind::Dash if !self.tokens[at + 1].spaced => '-',
            _ => return None,
        };
        let month = self.digits(at + 2, 1..=2)?;
        if !(1..=12).contains(&month.value) {
            return None;
        }
        let same = match self.kind(at + 3) {
            Some(Kind::Sign(sign)) => *sign == separator,
            Some(Kind::Dash) => separator == '-',
            _ => false,
        };
        let glued = self.tokens.get(at + 4).is_some_and(|token| !token.spaced);
        let digits = self
            .digits(at + 4, 4..=4)
            .or_else(|| self.digits(at + 4, 2..=2))
            .filter(|_| same && glued);
        let (year, next) = match digits {
            Some(digits) => {
                let (tail, next) = self.year_word(at + 5, digits.range.end);
                (Some(year(digits, tail)?), next)
            }
            None if separator == '.' => match self.year(at + 3) {
                Some((year, next)) => (Some(year), next),
                None => (None, at + 3),
            },
            None => return None,
        };
        let end = month.range.end;
        let named = Named::Days {
            days: vec![day],
            month: numeric(month, separator),
        };
        Some((Mention { named, year, end }, next))
    }

    /// «03.2022»
    fn numeric_month(&self, at: usize) -> Option<Found> {
        let month = self.digits(at, 2..=2)?;
        let digits = self.digits(at + 2, 4..=4)?;
        if !self.is(at + 1, '.') || !(1..=12).contains(&month.value) {
            return None;
        }
        let (tail, next) = self.year_word(at + 3, digits.range.end);
        let end = month.range.end;
        let mention = Mention {
            named: Named::Month(numeric(month, '.')),
            year: Some(year(digits, tail)?),
            end,
        };
        Some((mention, next))
    }

    /// «18 февраля 2022 г.»
    fn worded_day(&self, at: usize) -> Option<Found> {
        let (day, mut next) = self.numeral(at)?;
        if !matches!(day.style, NumeralStyle::Digits(_)) {
            return None;
        }
        if matches!(self.word(next), Some("числа" | "число" | "числу")) {
            next += 1;
        }
        let (month, end, next) = self.month_name(next)?;
        let (year, next) = self.year_or_none(next);
        let named = Named::Days {
            days: vec![day],
            month,
        };
        Some((Mention { named, year, end }, next))
    }

    /// «март 2022 г.»
    fn month(&self, at: usize) -> Option<Found> {
        let (month, mut end, mut next) = self.month_name(at)?;
        if matches!(self.word(next), Some("месяц" | "месяца" | "месяце")) {
            end = self.tokens[next].range.end;
            next += 1;
        }
        let (year, next) = self.year_or_none(next);
        let named = Named::Month(month);
        Some((Mention { named, year, end }, next))
    }

    /// «III квартал 2022 г.», «2 полугодие».
    fn part(&self, at: usize) -> Option<Found> {
        let (number, next) = self.numeral(at)?;
        let noun = self.word(next)?;
        let per_year = match words::unit(noun) {
            _ if noun == "кв" => 4,
            Some(Unit::Quarter) => 4,
            Some(Unit::HalfYear) => 2,
            _ => return None,
        };
        // The words for quarters do not share their endings as those for halves do.
        let writable = number.style != NumeralStyle::Ordinal || per_year == 2;
        if !writable || !(1..=per_year).contains(&number.value) {
            return None;
        }
        let mut next = next + 1;
        if noun == "кв" && self.is(next, '.') {
            next += 1;
        }
        let end = self.tokens[next - 1].range.end;
        let (year, next) = self.year_or_none(next);
        let named = Named::Parts {
            numbers: vec![number],
            per_year,
        };
        Some((Mention { named, year, end }, next))
    }

    /// A number with its suffix, or «первое» and the like.
    fn numeral(&self, at: usize) -> Option<(Numeral, usize)> {
        let token = self.tokens.get(at)?;
        let (value, style) = match &token.kind {
            Kind::Number(..) => {
                let digits = self.digits(at, 1..=2)?;
                let (whole, next) = self.suffix(at + 1, digits.range.clone());
                return Some((Numeral { whole, ..digits }, next));
            }
            Kind::Roman(value) => (*value, NumeralStyle::Roman),
            Kind::Word(word) => (words::ordinal(word)?, NumeralStyle::Ordinal),
            _ => return None,
        };
        let (whole, next) = match style {
            NumeralStyle::Ordinal => (token.range.clone(), at + 1),
            _ => self.suffix(at + 1, token.range.clone()),
        };
        let range = token.range.clone();
        Some((
            Numeral {
                range,
                whole,
                value,
                style,
            },
            next,
        ))
    }

    /// «-го» after a number.
    fn suffix(&self, at: usize, number: Range<usize>) -> (Range<usize>, usize) {
        let hyphen = self.kind(at) == Some(&Kind::Dash) && !self.tokens[at].spaced;
        let ending = at + usize::from(hyphen);
        let is_suffix =
            self.word(ending).is_some_and(words::is_number_suffix) && !self.tokens[ending].spaced;
        match is_suffix {
            true => (number.start..self.tokens[ending].range.end, ending + 1),
            false => (number, at),
        }
    }

    /// Digits, so many of them; those of «25» without their quotes.
    fn digits(&self, at: usize, widths: std::ops::RangeInclusive<usize>) -> Option<Numeral> {
        let token = self.tokens.get(at)?;
        let Kind::Number(value, width) = token.kind else {
            return None;
        };
        let text = &self.phrase[token.range.clone()];
        let from = token.range.start + text.find(|c: char| c.is_ascii_digit())?;
        let range = from..from + width;
        let shown = self.phrase.get(range.clone())?;
        let least = match shown.starts_with('0') {
            true => width,
            false => 1,
        };
        widths.contains(&width).then_some(Numeral {
            whole: range.clone(),
            range,
            value,
            style: NumeralStyle::Digits(least),
        })
    }

    /// The name of a month, the place where its own text ends, and the next token.
    fn month_name(&self, at: usize) -> Option<(MonthSpot, usize, usize)> {
        let token = self.tokens.get(at)?;
        let word = token.word()?;
        let number = words::month(word)?;
        let (style, has_dot) = match words::month_form(word) {
            Some(form) => (MonthStyle::Name(form), false),
            None => (MonthStyle::Short, self.is(at + 1, '.')),
        };
        let last = at + usize::from(has_dot);
        let range = token.range.start..self.tokens[last].range.end;
        let end = range.end;
        let month = MonthSpot {
            range,
            number,
            style,
        };
        Some((month, end, last + 1))
    }

    fn year_or_none(&self, at: usize) -> (Option<WrittenYear>, usize) {
        match self.year(at) {
            Some((year, next)) => (Some(year), next),
            None => (None, at),
        }
    }

    /// «2022 г.», «22г.», also after a stray comma; not the first of two years.
    fn year(&self, at: usize) -> Option<(WrittenYear, usize)> {
        let at = at + usize::from(self.is(at, ','));
        let full = self.digits(at, 4..=4);
        let goes_on = matches!(self.kind(at + 1), Some(Kind::Dash | Kind::Sign('/')))
            && matches!(self.kind(at + 2), Some(Kind::Number(_, 2 | 4)))
            && self.word(at + 3).is_some_and(|word| word.starts_with("уч"));
        let is_date = self.is(at + 1, '.') && self.digits(at + 2, 1..=2).is_some();
        if goes_on || (is_date && !self.tokens[at + 2].spaced) {
            return None;
        }
        let (digits, needs_word) = match full {
            Some(full) => (full, false),
            None => (self.digits(at, 2..=2)?, true),
        };
        let (tail, next) = self.year_word(at + 1, digits.range.end);
        (!needs_word || !tail.is_empty()).then_some(())?;
        Some((year(digits, tail)?, next))
    }

    /// «г.», «года»: its bytes from the end of the year on.
    fn year_word(&self, at: usize, end: usize) -> (Range<usize>, usize) {
        match self.word(at) {
            Some("г" | "гг") => {
                let last = at + usize::from(self.is(at + 1, '.'));
                (end..self.tokens[last].range.end, last + 1)
            }
            Some("год" | "года" | "году" | "годы" | "годов" | "годах") => {
                (end..self.tokens[at].range.end, at + 1)
            }
            _ => (end..end, at),
        }
    }
}

fn numeric(month: Numeral, separator: char) -> MonthSpot {
    // «15.10» may be of those who write «5.09» or «5.9»: two digits are the custom.
    let least = month.range.len();
    MonthSpot {
        range: month.range,
        number: month.value,
        style: MonthStyle::Digits(least, separator),
    }
}

fn year(digits: Numeral, tail: Range<usize>) -> Option<WrittenYear> {
    let value = i32::try_from(digits.value).ok()?;
    Some(WrittenYear {
        value: if digits.range.len() == 2 {
            2000 + value
        } else {
            value
        },
        range: digits.range,
        tail,
    })
}
