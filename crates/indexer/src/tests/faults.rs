//! Each call that reaches the disk fails once: nothing panics, what is left is one whole state, the message says what to
//! do, and the next run completes what was begun.

use std::sync::Arc;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::failing_disk::{Call, FailingDisk, Failure, Fault};
use super::scene::{Complaint, Deed, Scene, State};
use crate::check;
use crate::effort::{Random, rounds, seed};

/// Threads of the engine that panicked. It catches that and says no more than that a thread ended.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_panics() {
    static COUNTING: Once = Once::new();
    COUNTING.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let thread = std::thread::current();
            let is_engine = |name: &str| {
                ["segment_builder", "thrd-tantivy", "merge_thread", "segment_updater"]
                    .iter()
                    .any(|own| name.starts_with(own))
            };
            if thread.name().is_some_and(is_engine) {
                PANICS.fetch_add(1, Ordering::Relaxed);
            }
            before(panic);
        }));
    });
}

/// A deed with the states before and behind it.
struct Trial {
    deed: Deed,
    before: State,
    after: State,
    calls: usize,
}

const NEVER: Fault = Fault { at: usize::MAX, failure: Failure::Broken, lasts: false };

impl Trial {
    fn new(scene: &Scene, deed: Deed) -> Trial {
        scene.restore(deed);
        let (before, segments) = (scene.held(), scene.segments());
        let disk = FailingDisk::new(NEVER);
        scene.do_on(Arc::new(disk.clone()), deed).map_err(|said| said.0).unwrap();
        assert!(deed != Deed::Change || scene.segments() < segments, "nothing was merged: {}", scene.segments());
        let trial = Trial { deed, before, after: scene.held(), calls: disk.calls().len() };
        assert!(trial.calls > 30 && trial.before != trial.after, "{deed:?}: {} calls", trial.calls);
        trial
    }

    /// Does the deed on a disk with a fault, and again on one without.
    fn run(&self, scene: &Scene, fault: Fault) {
        scene.restore(self.deed);
        let disk = FailingDisk::new(fault);
        let done = scene.do_on(Arc::new(disk.clone()), self.deed);
        disk.let_go();
        let what = format!("{:?}, {fault:?}, {:?}", self.deed, disk.calls().get(fault.at - 1));
        assert_eq!(PANICS.load(Ordering::Relaxed), 0, "{what}: a thread of the engine panicked");
        let held = scene.held();
        match done {
            Ok(()) => assert!(held == self.after, "{what}: said to be done, and holds {held:?}"),
            Err(complaint) => {
                assert!(held == self.before || held == self.after, "{what}: {held:?}");
                is_told(scene, fault, &complaint, &what);
            }
        }
        if scene.index().join(schema::CURRENT).exists() {
            let health = check(&scene.index()).unwrap();
            assert!(health.damaged.is_empty(), "{what}: {health:?}");
        }
        scene.do_again(self.deed);
        assert!(scene.held() == self.after, "{what}: the next run left {:?}", scene.held());
        scene.is_tidy(&what);
        assert_eq!(disk.late(), [], "{what}: a thread of the engine wrote on");
    }
}

/// The message names the place, and what to do there.
fn is_told(scene: &Scene, fault: Fault, Complaint(message, hint): &Complaint, what: &str) {
    let told = format!("{message}\n{}", hint.unwrap_or_default());
    assert!(message.contains(&*scene.index().to_string_lossy()), "{what}: no path in {told}");
    assert!(hint.is_some(), "{what}: no remedy in {told}");
    if fault.failure != Failure::Broken {
        assert!(told.contains("the disk is full"), "{what}: {told}");
    }
}

#[test]
fn any_call_may_fail() {
    count_panics();
    let mut random = Random(seed("any_call_may_fail"));
    let scene = Scene::new();
    for deed in [Deed::Begin, Deed::Change, Deed::Rebuild, Deed::Receive] {
        let trial = Trial::new(&scene, deed);
        let step = rounds(trial.calls / 8, 1);
        for failure in [Failure::Broken, Failure::Full, Failure::Short] {
            for lasts in [false, true] {
                let from = 1 + random.below(step as u64) as usize;
                (from..=trial.calls + 1).step_by(step).for_each(|at| trial.run(&scene, Fault { at, failure, lasts }));
            }
        }
    }
}

/// A commit that is killed before its last step leaves lists of deletions, under names that the next commit computes again.
/// The engine does not write over a file, and would refuse each later commit of the same work.
#[test]
fn a_killed_commit_does_not_bar_the_next() {
    let scene = Scene::new();
    let trial = Trial::new(&scene, Deed::Receive);
    scene.restore(Deed::Receive);
    let (kept, mut lists) = (scene.lists_of_deletions(), 0);
    for at in 1..=trial.calls {
        let fault = Fault { at, failure: Failure::Broken, lasts: true };
        scene.restore(Deed::Receive);
        let disk = FailingDisk::new(fault);
        drop(scene.do_on(Arc::new(disk.clone()), Deed::Receive));
        if disk.calls().get(at - 1) == Some(&Call::AtomicWrite) && scene.held() == trial.before {
            lists += usize::from(scene.lists_of_deletions() > kept);
            scene.do_again(Deed::Receive);
            assert_eq!(scene.held(), trial.after, "killed at call {at}");
        }
    }
    assert!(lists > 0, "no list of deletions was left behind");
}
