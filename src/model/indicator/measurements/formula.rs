//! Indicators that follow from others.

use std::collections::HashMap;

use super::{Cell, Measurements, Problem, ProblemKind, Relation, RelationKind, SMALL_GROUP};
use crate::model::{Formula, Id, IndicatorKind, Text, Value};

impl<'a> Measurements<'a> {
    /// Resolves the formulas; one that cannot be is a problem and left out.
    pub(super) fn relate(&mut self, by_id: &HashMap<&'a str, usize>) {
        for index in 0..self.indicators.len() {
            let indicator = self.indicators[index].indicator;
            let Some(formula) = &indicator.formula else {
                continue;
            };
            let relation = match &formula.value {
                Formula::SumOfParts => {
                    let parts = self.indicators[index].parts.clone();
                    Some((RelationKind::Sum, parts))
                }
                Formula::Sum(ids) => self.operands(RelationKind::Sum, ids, by_id),
                Formula::Difference(ids) | Formula::Ratio(ids) if ids.len() != 2 => {
                    self.complain(&indicator.id, ProblemKind::NotTwoOperands);
                    continue;
                }
                Formula::Difference(ids) => self.operands(RelationKind::Difference, ids, by_id),
                Formula::Ratio(ids) => self.operands(RelationKind::Ratio, ids, by_id),
            };
            let Some((kind, operands)) = relation else {
                continue;
            };
            if operands.is_empty() {
                // A sum of nothing would be 0, and nobody measured that.
                self.complain(&indicator.id, ProblemKind::NoOperands);
            } else if self.are_alike(index, kind, &operands) {
                self.indicators[index].relation = Some(Relation { kind, operands });
            } else {
                self.complain(&indicator.id, ProblemKind::UnlikeOperands);
            }
        }
        self.cut_cycles();
    }

    fn operands(
        &mut self,
        kind: RelationKind,
        ids: &'a [Id],
        by_id: &HashMap<&'a str, usize>,
    ) -> Option<(RelationKind, Vec<usize>)> {
        let mut operands = Vec::new();
        for id in ids {
            match by_id.get(id.as_str()) {
                Some(&index) => operands.push(index),
                None => self.complain(id, ProblemKind::UnknownIndicator),
            }
        }
        (operands.len() == ids.len()).then_some((kind, operands))
    }

    /// Whether a formula makes sense: only like is added to like, and only numbers
    /// that are no shares are divided into one.
    fn are_alike(&self, index: usize, kind: RelationKind, operands: &[usize]) -> bool {
        let kind_of = |index: usize| self.indicators[index].indicator.kind;
        let is_number =
            |kind: IndicatorKind| !matches!(kind, IndicatorKind::Flag | IndicatorKind::Heading);
        let own = kind_of(index);
        let mut kinds = operands.iter().map(|&operand| kind_of(operand));
        is_number(own)
            && match kind {
                RelationKind::Ratio => kinds.all(|kind| is_number(kind) && !kind.is_share()),
                RelationKind::Sum | RelationKind::Difference => kinds.all(|kind| kind == own),
            }
    }

    /// Drops the formulas that lead back to their own indicator.
    fn cut_cycles(&mut self) {
        for index in 0..self.indicators.len() {
            if self.leads_to(index, index, &mut vec![false; self.indicators.len()]) {
                self.complain(&self.indicators[index].indicator.id, ProblemKind::Cycle);
                self.indicators[index].relation = None;
            }
        }
    }

    fn leads_to(&self, from: usize, target: usize, seen: &mut [bool]) -> bool {
        let relation = self.indicators[from].relation.as_ref();
        let operands = relation.map_or(&[][..], |relation| &relation.operands);
        operands.iter().any(|&operand| {
            operand == target
                || (!std::mem::replace(&mut seen[operand], true)
                    && self.leads_to(operand, target, seen))
        })
    }

    pub(super) fn complain(&mut self, text: &'a Text, kind: ProblemKind<'a>) {
        self.problems.push(Problem {
            kind,
            text,
            range: 0..text.value.len(),
        });
    }

    /// The figure of a cell: a share as a part of one, a number as it is; computed
    /// where the indicator follows from others, and missing where an operand is.
    pub fn figure(&self, cell: Cell) -> Option<f64> {
        match &self.indicators[cell.indicator].relation {
            None => self.fact(cell)?.value.figure(),
            Some(relation) => {
                let operands = self.operand_figures(cell, &relation.operands)?;
                match relation.kind {
                    RelationKind::Sum => Some(operands.iter().sum()),
                    RelationKind::Difference => Some(operands[0] - operands[1]),
                    RelationKind::Ratio if operands[1] == 0.0 => None,
                    RelationKind::Ratio => Some(operands[0] / operands[1]),
                }
            }
        }
    }

    /// How many a share counts; `None` where that is not known.
    pub fn numerator(&self, cell: Cell) -> Option<f64> {
        let Some(relation) = &self.indicators[cell.indicator].relation else {
            return match self.fact(cell)?.value {
                Value::Share(share) => Some(share.numerator?.value),
                _ => None,
            };
        };
        let at = |index: usize| Cell {
            indicator: relation.operands[index],
            ..cell
        };
        match relation.kind {
            RelationKind::Ratio => self.figure(at(0)),
            RelationKind::Difference => Some(self.numerator(at(0))? - self.numerator(at(1))?),
            RelationKind::Sum => (0..relation.operands.len())
                .map(|operand| self.numerator(at(operand)))
                .sum(),
        }
    }

    /// Of how many a share is; `None` where that is not known.
    pub fn denominator(&self, cell: Cell) -> Option<f64> {
        let Some(relation) = &self.indicators[cell.indicator].relation else {
            return match self.fact(cell)?.value {
                Value::Share(share) => Some(share.denominator?.value),
                _ => None,
            };
        };
        let at = |indicator: usize| Cell { indicator, ..cell };
        match relation.kind {
            RelationKind::Ratio => self.figure(at(relation.operands[1])),
            RelationKind::Sum | RelationKind::Difference => {
                let mut wholes = relation
                    .operands
                    .iter()
                    .map(|&operand| self.denominator(at(operand)));
                let first = wholes.next()??;
                wholes.all(|whole| whole == Some(first)).then_some(first)
            }
        }
    }

    /// How many people the figure of a cell says something of, if that is known; of a
    /// share or a mean that follows from others, of how many it is counted.
    pub fn people(&self, cell: Cell) -> Option<f64> {
        let measured = &self.indicators[cell.indicator];
        if measured.relation.is_none() {
            return self.fact(cell)?.value.population();
        }
        let kind = measured.indicator.kind;
        let is_of_people = kind.is_share() || kind == IndicatorKind::Score;
        let is_known = is_of_people && self.figure(cell).is_some();
        self.denominator(cell).filter(|_| is_known)
    }

    /// How many people, where they are too few for a share or a mean ([N-153]).
    pub fn few(&self, cell: Cell) -> Option<f64> {
        self.people(cell).filter(|people| *people < SMALL_GROUP)
    }

    /// Why the figure of a cell is doubtful, if it is; one that follows from others is
    /// as doubtful as they are.
    pub fn doubts(&self, cell: Cell) -> Vec<&'a Text> {
        let Some(relation) = &self.indicators[cell.indicator].relation else {
            return self
                .fact(cell)
                .and_then(|fact| fact.doubt)
                .into_iter()
                .collect();
        };
        let mut doubts: Vec<&'a Text> = Vec::new();
        if self.figure(cell).is_none() {
            return doubts;
        }
        for &indicator in &relation.operands {
            for doubt in self.doubts(Cell { indicator, ..cell }) {
                if !doubts.iter().any(|known| known.value == doubt.value) {
                    doubts.push(doubt);
                }
            }
        }
        doubts
    }

    fn operand_figures(&self, cell: Cell, operands: &[usize]) -> Option<Vec<f64>> {
        operands
            .iter()
            .map(|&indicator| self.figure(Cell { indicator, ..cell }))
            .collect()
    }
}
