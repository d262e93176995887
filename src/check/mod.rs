//! The checker: one rule, one file; [`RULES`] registers them.
//!
//! A rule looks at what was read and reports what a strict editor would. Mistakes
//! of form (unknown keys, wrong values) are found earlier, by `load`; doubtful
//! cases and mistakes in templates are found later, by `render`.

mod activity_without_deadline;
mod activity_without_executor;
mod allow;
mod amendment_out_of_order;
mod amendment_reason;
mod amendment_renumbers;
mod amendment_without_target;
mod amendment_words;
mod appendix_not_mentioned;
mod appendix_reference;
mod approval_details;
mod basis;
mod broken_numbering;
mod broken_school_year;
mod case_after_preposition;
mod change_without_effect;
mod child_outside_parent;
mod column_without_name;
mod columns_too_wide;
mod control_point_not_last;
mod date_format;
mod deadline_before_order;
mod deadline_contradiction;
mod deadline_end_before_start;
mod deadline_mixed_years;
mod deadline_not_understood;
mod deadline_on_day_off;
mod deadline_outside_period;
mod deadline_spacing;
mod deadline_typing;
mod deadline_unclear_bound;
mod deadline_unclear_stretch;
mod deadline_unclear_year;
mod deadline_unnamed_plan;
mod deadline_vague;
mod directive;
mod done_date;
mod doubled_space;
mod due;
mod due_before_basis;
mod duplicate_id;
mod editions;
mod empty_appendix;
mod empty_heading;
mod empty_plan;
mod empty_result;
mod fact_before_base;
mod fact_without_column;
mod figure;
mod figure_not_in_data;
mod figures_exceed;
mod gap_in_numbers;
mod heading_level;
mod impossible_date;
mod latin_letters;
mod latin_number_sign;
mod list_without_brackets;
mod mark_not_owed;
mod mark_without_fact;
mod mark_without_reason;
mod mark_without_row;
mod mention;
mod missing_appendix;
mod missing_mark;
mod missing_space_after_punctuation;
mod missing_without_reason;
mod mixed_terms;
mod months_without_activity;
mod new_term;
mod no_control_point;
mod no_room_for_text;
mod number_sign;
mod one_body_two_names;
mod order_outside_period;
mod parts_do_not_add_up;
mod placeholder_left;
mod plan_without_direction;
mod point_reference;
mod point_without_executor;
mod point_without_term;
mod printed;
mod repeated_directive;
mod repeated_document;
mod repeated_mark;
mod repeated_measurement;
mod repeated_number;
mod replaced_party_mentioned;
mod report_too_early;
mod reporting_dates;
mod reports_not_asked;
mod rf_abbreviation;
mod rows;
mod school_without_head;
mod school_without_rows;
mod second_control_point;
mod share_contradiction;
mod signatory_without_post;
mod small_group;
mod space_before_punctuation;
mod stale_year;
mod status_against_deadline;
mod table_not_mentioned;
mod terms;
mod title_in_quotes;
mod title_mismatch;
mod title_preposition;
mod title_with_full_stop;
mod typed_heading_number;
mod typed_number;
mod unbalanced_quotes;
mod unclear_change;
mod unexpanded_abbreviation;
mod unexpanded_term;
mod unit_changed_twice;
mod unknown_activity;
mod unknown_id;
mod unknown_indicator;
mod unknown_period;
mod unsound_formula;
mod unused_party;
mod value_not_understood;
mod value_out_of_range;
mod value_too_precise;
mod wording;
mod words;
mod wrong_braces;
mod years;

use std::ops::Range;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Located, Severity, Sources, Span};
use crate::model::{Dossier, Ledger, Measurements};
pub use allow::{Allowed, allow};
pub use due::{Due, severity};

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// Every text value of its files.
    pub texts: &'a [Located<String>],
    /// Those that are words to print: no deadlines, periods or dates, which have
    /// rules of their own.
    pub prose: &'a [&'a Located<String>],
    /// The files' texts, for places inside values.
    pub sources: &'a Sources,
    /// Every deadline of the plan and the order, understood.
    pub dues: &'a [Due<'a>],
    /// What was reported, period by period.
    pub ledgers: &'a [Ledger<'a>],
    /// The figures of the indicators; `None` if there are no indicators.
    pub measurements: Option<&'a Measurements<'a>>,
}

impl<'a> Subject<'a> {
    /// What was found when the amendments were put in force.
    fn of_amendments(self, code: &'static str) -> impl Iterator<Item = Diagnostic> + 'a {
        let found = self.dossier.amendments.findings.iter();
        found.filter(move |finding| finding.code == code).cloned()
    }

    /// The place of a part of a text.
    ///
    /// A sign or a space may stand in the file more often than in the value (quotes
    /// around it, line breaks), so it is sought together with the words it touches.
    fn place(&self, text: &Located<String>, range: Range<usize>) -> Span {
        let (before, after) = (&text.value[..range.start], &text.value[range.end..]);
        let start = before.trim_end_matches(|c: char| !c.is_whitespace()).len();
        let end = text.value.len() - after.trim_start_matches(|c: char| !c.is_whitespace()).len();
        let words = self.sources.within(text, start..end);
        let source = self.sources.get(words.source);
        let written = source.text.get(words.start..words.end);
        if written != Some(&text.value[start..end]) {
            return words;
        }
        let from = words.start + range.start - start;
        Span::new(words.source, from, from + range.len())
    }

    /// A finding's mend, if the value's bytes are `range` of the source as they are:
    /// quotes and folded lines may hide them.
    fn mend(
        &self,
        finding: Diagnostic,
        text: &Located<String>,
        range: Range<usize>,
        to: &str,
    ) -> Diagnostic {
        let span = self.place(text, range.clone());
        let source = self.sources.get(span.source);
        let from = &text.value[range];
        // An empty part is found everywhere, so its place is not certain.
        match source.text.get(span.start..span.end) {
            Some(written)
                if written == from && !from.is_empty() && !makes_syntax(&source.text, span, to) =>
            {
                finding.fix(span, from, to)
            }
            _ => finding,
        }
    }
}

/// Whether `to` in the place of the bytes would read as YAML's own signs: «: » begins
/// a value, « #» a comment.
fn makes_syntax(text: &str, span: Span, to: &str) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next().unwrap_or('\n');
    let changed: String = before
        .into_iter()
        .chain(to.chars())
        .chain([after])
        .collect();
    let is_list = to.starts_with('[');
    !is_list && (changed.contains(": ") || changed.contains(":\n") || changed.contains(" #"))
}

/// A rule of the checker.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Kebab-case name of the bad pattern; the file's name with underscores.
    pub code: &'static str,
    /// How much a finding weighs.
    pub severity: Severity,
    /// What, why, an example, how to mend: in Russian, for `--explain`.
    pub explain: &'static str,
    /// Whether it speaks only of the text at hand and may run on a dossier that
    /// was read in part; a rule about references would cry wolf there.
    pub local: bool,
    /// Reports every occurrence.
    pub check: fn(Subject<'_>, &mut Vec<Diagnostic>),
}

/// All rules, by code.
pub const RULES: &[Rule] = &[
    activity_without_deadline::RULE,
    activity_without_executor::RULE,
    amendment_out_of_order::RULE,
    amendment_reason::RULE,
    amendment_renumbers::RULE,
    amendment_without_target::RULE,
    amendment_words::RULE,
    appendix_not_mentioned::RULE,
    appendix_reference::RULE,
    approval_details::RULE,
    broken_numbering::RULE,
    broken_school_year::RULE,
    case_after_preposition::RULE,
    change_without_effect::RULE,
    child_outside_parent::RULE,
    column_without_name::RULE,
    columns_too_wide::RULE,
    control_point_not_last::RULE,
    date_format::RULE,
    deadline_before_order::RULE,
    deadline_contradiction::RULE,
    deadline_end_before_start::RULE,
    deadline_mixed_years::RULE,
    deadline_not_understood::RULE,
    deadline_on_day_off::RULE,
    deadline_outside_period::RULE,
    deadline_spacing::RULE,
    deadline_typing::RULE,
    deadline_unclear_bound::RULE,
    deadline_unclear_stretch::RULE,
    deadline_unclear_year::RULE,
    deadline_unnamed_plan::RULE,
    deadline_vague::RULE,
    done_date::RULE,
    doubled_space::RULE,
    due_before_basis::RULE,
    duplicate_id::RULE,
    empty_appendix::RULE,
    empty_heading::RULE,
    empty_plan::RULE,
    empty_result::RULE,
    fact_before_base::RULE,
    fact_without_column::RULE,
    figure_not_in_data::RULE,
    figures_exceed::RULE,
    gap_in_numbers::RULE,
    heading_level::RULE,
    impossible_date::RULE,
    latin_letters::RULE,
    latin_number_sign::RULE,
    list_without_brackets::RULE,
    mark_not_owed::RULE,
    mark_without_fact::RULE,
    mark_without_reason::RULE,
    mark_without_row::RULE,
    missing_appendix::RULE,
    missing_mark::RULE,
    missing_space_after_punctuation::RULE,
    missing_without_reason::RULE,
    mixed_terms::RULE,
    months_without_activity::RULE,
    new_term::RULE,
    no_control_point::RULE,
    no_room_for_text::RULE,
    number_sign::RULE,
    one_body_two_names::RULE,
    order_outside_period::RULE,
    parts_do_not_add_up::RULE,
    placeholder_left::RULE,
    plan_without_direction::RULE,
    point_reference::RULE,
    point_without_executor::RULE,
    point_without_term::RULE,
    repeated_directive::RULE,
    repeated_document::RULE,
    repeated_mark::RULE,
    repeated_measurement::RULE,
    repeated_number::RULE,
    replaced_party_mentioned::RULE,
    report_too_early::RULE,
    reporting_dates::RULE,
    reports_not_asked::RULE,
    rf_abbreviation::RULE,
    school_without_head::RULE,
    school_without_rows::RULE,
    second_control_point::RULE,
    share_contradiction::RULE,
    signatory_without_post::RULE,
    small_group::RULE,
    space_before_punctuation::RULE,
    stale_year::RULE,
    status_against_deadline::RULE,
    table_not_mentioned::RULE,
    title_in_quotes::RULE,
    title_mismatch::RULE,
    title_preposition::RULE,
    title_with_full_stop::RULE,
    typed_heading_number::RULE,
    typed_number::RULE,
    unbalanced_quotes::RULE,
    unclear_change::RULE,
    unexpanded_abbreviation::RULE,
    unexpanded_term::RULE,
    unit_changed_twice::RULE,
    unknown_activity::RULE,
    unknown_id::RULE,
    unknown_indicator::RULE,
    unknown_period::RULE,
    unsound_formula::RULE,
    unused_party::RULE,
    value_not_understood::RULE,
    value_out_of_range::RULE,
    value_too_precise::RULE,
    wrong_braces::RULE,
];

/// Runs every rule that may run; `whole` says whether nothing was left out on reading.
pub fn run(
    dossier: &Dossier,
    texts: &[Located<String>],
    sources: &Sources,
    whole: bool,
) -> Vec<Diagnostic> {
    let dues = due::all(dossier);
    let prose = printed::prose(dossier, texts, &dues);
    let measurements = Measurements::of(dossier);
    let periods = dossier.reporting_periods();
    let ledgers: Vec<Ledger<'_>> = periods.map(|period| Ledger::new(dossier, period)).collect();
    let subject = Subject {
        dossier,
        texts,
        prose: &prose,
        sources,
        dues: &dues,
        ledgers: &ledgers,
        measurements: measurements.as_ref(),
    };
    let mut findings: Vec<Diagnostic> = RULES
        .par_iter()
        .filter(|rule| whole || rule.local)
        .flat_map_iter(|rule| {
            let mut findings = Vec::new();
            (rule.check)(subject, &mut findings);
            findings
        })
        .collect();
    findings.extend(editions::check(dossier, sources, &findings, whole));
    findings
}

/// The rule with a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_explained_and_named_for_their_files() {
        assert!(RULES.is_sorted_by_key(|rule| rule.code));
        for rule in RULES {
            let file = format!("{}.rs", rule.code.replace('-', "_"));
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check");
            assert!(folder.join(&file).exists(), "no file {file}");
            assert!(rule.explain.contains("Как исправить"), "{}", rule.code);
        }
    }
}
