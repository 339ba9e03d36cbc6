//! The power is cut at each call that reaches the disk: what was not synced is gone, and with it some of the last names.
//! The index opens, holds one whole state, and nothing that was acknowledged is lost.

use std::sync::Arc;

use super::failing_disk::{FailingDisk, Failure, Fault};
use super::scene::{Deed, Scene, State};
use crate::check;
use crate::effort::{Random, rounds, seed};

/// Does a deed on a disk whose power goes at a call; `kept` chooses how many of the last changes of names are left.
fn cut(scene: &Scene, deed: Deed, at: usize, kept: impl FnMut(usize) -> usize) -> (FailingDisk, bool) {
    scene.restore(deed);
    let disk = FailingDisk::new(Fault { at, failure: Failure::Broken, lasts: true });
    let is_acknowledged = scene.do_on(Arc::new(disk.clone()), deed).is_ok();
    disk.cut(kept);
    (disk, is_acknowledged)
}

fn is_whole(scene: &Scene, (before, after): (&State, &State), is_acknowledged: bool, what: &str) {
    let held = scene.held();
    if is_acknowledged {
        assert!(&held == after, "{what}: acknowledged, and lost: {held:?}");
    }
    assert!(&held == before || &held == after, "{what}: {held:?}");
    if scene.index().join(schema::CURRENT).exists() {
        let health = check(&scene.index()).unwrap();
        assert!(health.damaged.is_empty(), "{what}: {health:?}");
    }
}

#[test]
fn the_power_may_go_at_any_call() {
    let mut random = Random(seed("the_power_may_go_at_any_call"));
    let scene = Scene::new();
    for deed in [Deed::Begin, Deed::Change, Deed::Rebuild, Deed::Receive] {
        scene.restore(deed);
        let before = scene.held();
        let (disk, is_done) = cut(&scene, deed, usize::MAX, |_| 0);
        assert!(is_done, "{deed:?}");
        let (after, calls) = (scene.held(), disk.calls().len());
        assert!(before != after, "{deed:?}: what was done is lost");
        let step = rounds(calls / 12, 1);
        for at in (1 + random.below(step as u64) as usize..=calls + 1).step_by(step) {
            for none in [true, false] {
                let kept = |pending: usize| if none { 0 } else { random.below(pending as u64 + 1) as usize };
                let (_, is_acknowledged) = cut(&scene, deed, at, kept);
                let what = format!("{deed:?}, call {at} of {calls}, {:?}", disk.calls().get(at - 1));
                is_whole(&scene, (&before, &after), is_acknowledged, &what);
                scene.do_again(deed);
                is_whole(&scene, (&after, &after), true, &what);
                scene.is_tidy(&what);
            }
        }
    }
}
