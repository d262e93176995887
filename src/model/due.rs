//! Every deadline of a dossier with whom and what it binds.

use super::dossier::Dossier;
use super::numbering::{NumberedActivity, NumberedPoint};
use super::scalar::Text;
use super::{Activity, Order, Point, Recipient};
use crate::deadline::Bounds;

/// A deadline of the plan or of the order.
#[derive(Debug)]
pub struct Due<'a> {
    /// The phrase.
    pub text: &'a Text,
    /// What it belongs to.
    pub owner: Owner<'a>,
    /// The number of the activity or point, as printed.
    pub number: String,
    /// The period it is read in: the section's, the plan's, or the dossier's.
    pub bounds: Option<Bounds>,
}

/// What a deadline belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'a> {
    /// An activity of the plan.
    Activity(&'a Activity),
    /// A point of the order, and whom it binds: a subpoint binds whom its point does.
    Point(&'a Point, &'a [Recipient]),
}

impl Dossier {
    /// All deadlines, those of the order first.
    pub fn dues(&self) -> Vec<Due<'_>> {
        let of_plan = self.bounds_of_plan();
        let mut dues = Vec::new();
        for (point, recipients) in self.directed_points() {
            dues.extend(of_point(point, recipients, of_plan));
        }
        if let Some(plan) = &self.plan {
            for section in plan.numbered() {
                let period = section.section.and_then(|section| section.period.as_ref());
                let bounds = period.map(|period| period.bounds()).or(of_plan);
                let activities = section.activities.into_iter();
                dues.extend(activities.filter_map(|activity| of_activity(activity, bounds)));
            }
        }
        dues
    }

    /// The days of the plan, else of the dossier.
    pub(super) fn bounds_of_plan(&self) -> Option<Bounds> {
        let of_plan = self.plan.as_ref().and_then(|plan| plan.period.as_ref());
        let period = of_plan.or(self.period.as_ref());
        period.map(|period| period.bounds())
    }

    /// The points of the order in reading order with whom each binds.
    pub(super) fn directed_points(&self) -> Vec<(NumberedPoint<'_>, &[Recipient])> {
        self.order.as_ref().map_or(Vec::new(), Order::directed)
    }
}

impl Order {
    /// The points in reading order with whom each binds: a subpoint that names nobody
    /// binds whom its point does.
    pub fn directed(&self) -> Vec<(NumberedPoint<'_>, &[Recipient])> {
        // Whom the point above binds, level by level.
        let mut above: Vec<&[Recipient]> = Vec::new();
        let directed = self.numbered().into_iter().map(|point| {
            above.truncate(point.level - 1);
            let inherited = above.last().copied().unwrap_or_default();
            let own = &point.point.recipients[..];
            let bound = if own.is_empty() { inherited } else { own };
            above.push(bound);
            (point, bound)
        });
        directed.collect()
    }
}

fn of_point<'a>(
    point: NumberedPoint<'a>,
    recipients: &'a [Recipient],
    bounds: Option<Bounds>,
) -> impl Iterator<Item = Due<'a>> {
    point.point.deadlines.iter().map(move |text| Due {
        text,
        owner: Owner::Point(point.point, recipients),
        number: point.number.clone(),
        bounds,
    })
}

fn of_activity(activity: NumberedActivity<'_>, bounds: Option<Bounds>) -> Option<Due<'_>> {
    Some(Due {
        text: activity.activity.deadline.as_ref()?,
        owner: Owner::Activity(activity.activity),
        number: activity.number,
        bounds,
    })
}
