//! What may stand between «{{» and «}}» in a dossier's own prose: a small closed
//! language in Russian words.

/// A reference as understood; the words are those that were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference<'t> {
    /// `показатели ГРУППА`: the table of their values.
    Values(&'t str),
    /// `способы сбора ГРУППА`: the table of indicators with where their figures come from.
    Sources(&'t str),
    /// `таблица ИМЯ: Название`: heads the table of Markdown that follows.
    Caption {
        /// What other places call it.
        name: &'t str,
        /// What is printed after its number.
        title: &'t str,
    },
    /// `план`
    Plan,
    /// `номер таблицы ИМЯ`
    TableNumber(&'t str),
    /// `показатель ИД школа ИД год ГОД` and the like; `школа ИД` may be left out in
    /// the document of a school.
    Figure(Figure<'t>),
    /// `школы` or `школы полное`
    Schools {
        /// Full names rather than those of tables.
        full: bool,
    },
    /// `период`
    Period,
    /// `школа`, `школа полное`, `школа родительный`: the school whose document it is.
    OwnSchool {
        /// What follows; may be empty.
        qualifier: &'t str,
    },
    /// `ИД`, `ИД полное`, `ИД родительный`
    Party {
        /// Of an executor or a school.
        id: &'t str,
        /// What follows the id; may be empty.
        qualifier: &'t str,
    },
}

/// A figure of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure<'t> {
    /// What of it is meant.
    pub form: FigureForm,
    /// The indicator.
    pub indicator: &'t str,
    /// The school; `None` for the one whose document it is.
    pub school: Option<&'t str>,
    /// The time; `None` for the latest.
    pub moment: Option<&'t str>,
}

/// What of a figure is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureForm {
    /// `показатель`: as tables print it, «42/21%».
    Whole,
    /// `доля`: «21 %»
    Share,
    /// `число`: «42»
    Count,
}

impl<'t> Reference<'t> {
    /// The words that begin a reference.
    pub const KEYWORDS: [&'static str; 13] = [
        "показатели",
        "способы сбора",
        "таблица",
        "план",
        "номер таблицы",
        "показатель",
        "доля",
        "число",
        "школы",
        "школы полное",
        "школа",
        "школа полное",
        "период",
    ];

    /// Understands a reference, whose words have single spaces between them.
    ///
    /// # Errors
    /// How its first word wants to be used, in Russian.
    pub fn read(words: &'t str) -> Result<Self, &'static str> {
        if let Some(title) = after(words, "показатели") {
            return named(title, Reference::Values, "{{ показатели Название группы }}");
        }
        if let Some(title) = after(words, "способы сбора") {
            return named(
                title,
                Reference::Sources,
                "{{ способы сбора Название группы }}",
            );
        }
        if let Some(rest) = after(words, "таблица") {
            let (name, title) = rest.split_once(':').unwrap_or((rest, ""));
            let (name, title) = (name.trim(), title.trim());
            return match name.is_empty() || title.is_empty() {
                true => Err("{{ таблица имя: Название таблицы }}"),
                false => Ok(Reference::Caption { name, title }),
            };
        }
        if let Some(name) = after(words, "номер таблицы") {
            return named(name, Reference::TableNumber, "{{ номер таблицы имя }}");
        }
        for (keyword, form) in [
            ("показатель", FigureForm::Whole),
            ("доля", FigureForm::Share),
            ("число", FigureForm::Count),
        ] {
            if let Some(rest) = after(words, keyword) {
                return figure(rest, form).map(Reference::Figure);
            }
        }
        if let Some(qualifier) = after(words, "школа") {
            return Ok(Reference::OwnSchool { qualifier });
        }
        Ok(match words {
            "план" => Reference::Plan,
            "школы" => Reference::Schools { full: false },
            "школы полное" => Reference::Schools { full: true },
            "период" => Reference::Period,
            _ => {
                let (id, qualifier) = words.split_once(' ').unwrap_or((words, ""));
                Reference::Party { id, qualifier }
            }
        })
    }

    /// The name that `номер таблицы` calls its table by: all its words, or the name of
    /// its own; `None` for what is no numbered table. `words` are those it was read from.
    pub fn table_name(&self, words: &'t str) -> Option<&'t str> {
        match self {
            Self::Values(_) | Self::Sources(_) => Some(words),
            Self::Caption { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Whether `номер таблицы WANTED` means the table of that name: «Участники» is
    /// enough for «показатели Участники».
    pub fn names_table(wanted: &str, name: &str) -> bool {
        name == wanted || Self::short_name(name) == wanted
    }

    /// The part of a table's name that is enough to speak of it.
    pub fn short_name(name: &str) -> &str {
        name.strip_prefix("показатели ").unwrap_or(name)
    }

    /// Whether it stands for a block and so has a paragraph of its own.
    pub fn is_block(&self) -> bool {
        matches!(
            self,
            Self::Values(_) | Self::Sources(_) | Self::Caption { .. } | Self::Plan
        )
    }
}

/// What follows a keyword, if the words begin with it.
fn after<'t>(words: &'t str, keyword: &str) -> Option<&'t str> {
    let rest = words.strip_prefix(keyword)?;
    (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
}

fn named<'t>(
    name: &'t str,
    make: fn(&'t str) -> Reference<'t>,
    usage: &'static str,
) -> Result<Reference<'t>, &'static str> {
    match name.is_empty() {
        true => Err(usage),
        false => Ok(make(name)),
    }
}

fn figure(words: &str, form: FigureForm) -> Result<Figure<'_>, &'static str> {
    const USAGE: &str = "{{ показатель ИД школа ИД }} или {{ доля ИД школа ИД год 2020 }}";
    let (indicator, rest) = words.split_once(' ').unwrap_or((words, ""));
    let (school, rest) = match after(rest, "школа") {
        Some(rest) => {
            let (school, rest) = rest.split_once(' ').unwrap_or((rest, ""));
            (Some(school), rest)
        }
        None => (None, rest),
    };
    let moment = match rest {
        "" => None,
        rest => Some(after(rest, "год").ok_or(USAGE)?),
    };
    let is_empty = |word: Option<&str>| word.is_some_and(str::is_empty);
    if indicator.is_empty() || is_empty(school) || is_empty(moment) {
        return Err(USAGE);
    }
    Ok(Figure {
        form,
        indicator,
        school,
        moment,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_understood() {
        let figure = |form, moment| {
            Reference::Figure(Figure {
                form,
                indicator: "овз",
                school: Some("оош-2"),
                moment,
            })
        };
        for (words, reference) in [
            ("показатели Участники", Reference::Values("Участники")),
            (
                "способы сбора Кадры и дети",
                Reference::Sources("Кадры и дети"),
            ),
            (
                "таблица меры: Меры: список",
                Reference::Caption {
                    name: "меры",
                    title: "Меры: список",
                },
            ),
            ("номер таблицы меры", Reference::TableNumber("меры")),
            ("доля овз школа оош-2", figure(FigureForm::Share, None)),
            (
                "показатель овз школа оош-2 год 2019/20",
                figure(FigureForm::Whole, Some("2019/20")),
            ),
            (
                "доля овз год 2020",
                Reference::Figure(Figure {
                    form: FigureForm::Share,
                    indicator: "овз",
                    school: None,
                    moment: Some("2020"),
                }),
            ),
            ("план", Reference::Plan),
            (
                "школа родительный",
                Reference::OwnSchool {
                    qualifier: "родительный",
                },
            ),
            ("школы полное", Reference::Schools { full: true }),
            (
                "плана",
                Reference::Party {
                    id: "плана",
                    qualifier: "",
                },
            ),
            (
                "имц полное родительный",
                Reference::Party {
                    id: "имц",
                    qualifier: "полное родительный",
                },
            ),
        ] {
            assert_eq!(Reference::read(words), Ok(reference), "{words}");
        }
    }

    #[test]
    fn half_a_reference_is_none() {
        for words in [
            "показатели",
            "таблица меры",
            "таблица : Меры",
            "номер таблицы",
            "доля",
            "доля овз оош-2",
            "доля овз год",
            "доля овз школа",
            "число овз школа оош-2 2020",
        ] {
            assert!(Reference::read(words).is_err(), "{words}");
        }
    }
}
