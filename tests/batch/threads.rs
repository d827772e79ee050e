//! What threads that work together do when one of them fails or is slow.

use super::desk::Desk;
use huiqi::batch::clients::Clients;
use huiqi::batch::headings::Headings;
use huiqi::batch::input::{Form, Origin, Reading};
use huiqi::batch::run::{Made, Maker, Taker, run};
use huiqi::batch::{Kind, Place};
use huiqi::language::Text;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What a number is said to take in memory.
const WEIGHT: usize = 100_000;
const FOUR: NonZeroUsize = NonZeroUsize::new(4).unwrap();

/// Takes numbers, which are the names of the clients.
struct Taken(Vec<u32>);

impl Taker for Taken {
    type Piece = u32;
    fn opened(&mut self, _: &Form<'static>, _: &Origin) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
    fn weight(_: &u32) -> usize {
        WEIGHT
    }
    fn take(&mut self, made: Made<u32>) -> ControlFlow<()> {
        if let Made::Piece(number) = made {
            self.0.push(number);
        }
        ControlFlow::Continue(())
    }
}

/// Does something at the start of a thread, and something with the number of each client.
struct Numbers<F> {
    begin: fn(),
    each: F,
}

impl<F: Fn(u32) + Sync> Maker for Numbers<F> {
    type Piece = u32;
    type Desk = ();
    fn desk(&self, _: &Form<'static>) {
        (self.begin)()
    }
    fn make(
        &self,
        _: &Form<'static>,
        (): &mut (),
        clients: &Clients,
        hand_over: &mut dyn FnMut(usize, u32) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        (0..clients.len()).try_for_each(|lane| {
            let number = clients.name(lane).unwrap().parse().unwrap();
            (self.each)(number);
            hand_over(1, number)
        })
    }
}

/// Has so many threads do that with clients named 1, 2, 3 and so on; returns those taken, and how it ended.
fn numbered<F: Fn(u32) + Sync>(jobs: NonZeroUsize, clients: u32, what: Numbers<F>) -> (Vec<u32>, Result<(), Text>) {
    let desk = Desk::new();
    let rows: String = (1..=clients).map(|row| format!("{row}\n")).collect();
    desk.put("many.csv", format!("名称\n{rows}"));
    let day = jiff::civil::date(2026, 11, 24);
    let catalogue = &*Box::leak(Box::new(huiqi::catalogue::load_embedded(day).unwrap()));
    let reading = Reading { catalogue, headings: Headings::new(catalogue), kind: Kind::Csv, sheet: None };
    let input = Place::File(desk.path("many.csv"));
    let mut taken = Taken(Vec::new());
    let done = run(jobs, move || reading.open(&input), &what, &mut taken);
    (taken.0, done)
}

#[test]
fn a_thread_that_fails_stops_the_work_with_words() {
    /// The first number at which every thread fails.
    const FAILS: u32 = 20_000;
    for jobs in [NonZeroUsize::MIN, FOUR] {
        let each = |number| assert!(number < FAILS, "every thread fails from here on");
        let (taken, done) = numbered(jobs, FAILS * 5, Numbers { begin: || {}, each });
        assert!(done.unwrap_err().zh.contains("程序内部出错"));
        let last = u32::try_from(taken.len()).unwrap();
        // Rows go through together, so that some right before the first that fails may be lost with it.
        assert!(FAILS / 4 < last && last < FAILS, "{jobs}: {last}");
        assert!(taken.iter().copied().eq(1..=last), "{jobs}");
    }
}

#[test]
fn threads_that_fail_before_the_first_client_are_no_success() {
    for jobs in [NonZeroUsize::MIN, FOUR] {
        let (taken, done) = numbered(jobs, 10, Numbers { begin: || panic!("no thread begins"), each: |_| {} });
        assert_eq!(taken, Vec::<u32>::new());
        assert!(done.unwrap_err().zh.contains("程序内部出错"));
    }
}

/// The first thread goes on only once the others have stopped for a while.
#[test]
fn nobody_runs_far_ahead_of_a_thread_that_is_slow() {
    const CLIENTS: u32 = 100_000;
    let (made, at_rest) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let each = |number| {
        if number == 1 {
            loop {
                let before = made.load(Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(300));
                if before > 0 && made.load(Ordering::SeqCst) == before {
                    at_rest.store(before, Ordering::SeqCst);
                    break;
                }
            }
        }
        made.fetch_add(1, Ordering::SeqCst);
    };
    let (taken, done) = numbered(FOUR, CLIENTS, Numbers { begin: || {}, each });
    done.unwrap();
    assert!(taken.into_iter().eq(1..=CLIENTS), "they are taken in order all the same");
    let ahead = at_rest.into_inner();
    assert!(0 < ahead && ahead < 100, "{ahead} clients, each of 100,000 bytes, wait for the first");
}

#[test]
fn threads_that_wait_for_each_other_all_the_time_come_to_the_end() {
    const CLIENTS: u32 = 20_000;
    for jobs in (1..=8).filter_map(NonZeroUsize::new) {
        let (taken, done) = numbered(jobs, CLIENTS, Numbers { begin: || {}, each: |_| {} });
        done.unwrap();
        assert!(taken.into_iter().eq(1..=CLIENTS), "{jobs}");
    }
}
