//! A few threads that share out the making of documents.
//!
//! Not rayon: Typst lays a document out in parallel itself, and a rayon thread that
//! waits for the pieces begins another document on the same stack meanwhile, then
//! another, until the stack overflows.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

/// Threads of one run; however deep the work is divided, only so many documents are
/// made at a time.
#[derive(Debug)]
pub struct Crew {
    size: usize,
    free: Mutex<usize>,
    freed: Condvar,
}

impl Crew {
    /// A crew of so many threads.
    pub fn new(size: NonZeroUsize) -> Self {
        Self {
            size: size.get(),
            free: Mutex::new(size.get()),
            freed: Condvar::new(),
        }
    }

    /// Does some work on every item, the first ones first; gives the results in the
    /// order of the items.
    pub fn each<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        let next = AtomicUsize::new(0);
        let take = || {
            let mut done = Vec::new();
            while let Some((index, item)) = {
                let index = next.fetch_add(1, Ordering::Relaxed);
                items.get(index).map(|item| (index, item))
            } {
                done.push((index, work(item)));
            }
            done
        };
        let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
            let others = 1..self.size.min(items.len());
            let threads: Vec<_> = others.map(|_| scope.spawn(take)).collect();
            let mut results = take();
            for thread in threads {
                match thread.join() {
                    Ok(done) => results.extend(done),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            results
        });
        results.sort_by_key(|(index, _)| *index);
        results.into_iter().map(|(_, result)| result).collect()
    }

    /// Makes something as soon as one of the crew is free.
    pub(super) fn make<R>(&self, work: impl FnOnce() -> R) -> R {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = self
                .freed
                .wait(free)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        drop(free);
        let _place = Place(self);
        work()
    }
}

/// A place in a crew, given up when the work ends, however it ends.
struct Place<'c>(&'c Crew);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crew(size: usize) -> Crew {
        Crew::new(NonZeroUsize::new(size).unwrap())
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..100).collect();
        let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
        for size in [1, 3, 200] {
            assert_eq!(crew(size).each(&items, |item| item * 2), doubled, "{size}");
        }
        assert!(crew(2).each(&[], |(): &()| ()).is_empty());
    }

    #[test]
    fn no_more_is_made_at_a_time_than_the_crew_is_large() {
        let crew = crew(2);
        let (busy, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        crew.each(&[(); 4], |()| {
            crew.each(&[(); 4], |()| {
                crew.make(|| {
                    let now = busy.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(now, Ordering::SeqCst);
                    std::thread::yield_now();
                    busy.fetch_sub(1, Ordering::SeqCst);
                });
            });
        });
        assert!(most.load(Ordering::SeqCst) <= 2);
    }
}
