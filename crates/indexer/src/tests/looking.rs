//! Looking an index over, going back and copying: while another writes, over damage, and after a run that was killed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::failing_disk::{FailingDisk, Failure, Fault};
use super::scene::{Deed, Scene};
use crate::effort::rounds;
use crate::{IndexError, Snapshot, check, disk, rollback};

/// What a writer changes between two looks is no damage.
#[test]
fn a_look_while_another_writes_finds_no_damage() {
    let scene = Scene::new();
    scene.restore(Deed::Change);
    let (index, is_done) = (scene.index(), AtomicBool::new(false));
    std::thread::scope(|threads| {
        let looks = threads.spawn(|| {
            let mut looks = 0;
            while !is_done.load(Ordering::SeqCst) {
                let health = check(&index).unwrap();
                assert!(health.damaged.is_empty(), "look {looks}: {health:?}");
                looks += 1;
            }
            looks
        });
        for version in 2..rounds(30, 2_000) {
            scene.write(version % 5, version);
            scene.do_again(Deed::Change);
        }
        is_done.store(true, Ordering::SeqCst);
        assert!(looks.join().unwrap() > 10, "too few looks");
    });
}

/// Flips a bit of a file of a generation.
fn damage(scene: &Scene, generation: &str) -> String {
    let folder = scene.index().join(generation);
    let mut names = disk::names(&folder).unwrap();
    names.sort();
    let name = names.into_iter().find(|name| name.ends_with(".store")).unwrap();
    let mut bytes = disk::read(&folder.join(&name)).unwrap().unwrap();
    bytes[0] ^= 1;
    disk::replace(&folder.join(&name), &bytes).unwrap();
    format!("{generation}/{name}")
}

#[test]
fn what_is_damaged_is_neither_gone_back_to_nor_copied() {
    let scene = Scene::new();
    scene.restore(Deed::Rebuild);
    scene.do_again(Deed::Rebuild);
    let (held, copy) = (scene.held(), scene.index().with_file_name("copy"));
    let file = damage(&scene, "generation-1");
    let is_told =
        |error: &IndexError| matches!(error, IndexError::Damaged { files, .. } if files == std::slice::from_ref(&file));
    assert!(rollback(&scene.index()).is_err_and(|error| is_told(&error)));
    assert!(scene.held() == held, "it was gone back to");
    assert!(Snapshot::create(&scene.index(), &copy).is_err_and(|error| is_told(&error)));
    assert!(!copy.exists(), "it was copied");
}

/// A copy of what a killed run left would hold files that belong to nothing, and no seal.
#[test]
fn a_copy_after_a_killed_run_is_of_a_sealed_index() {
    let scene = Scene::new();
    scene.restore(Deed::Change);
    let fault = Fault { at: 60, failure: Failure::Broken, lasts: true };
    assert!(scene.do_on(Arc::new(FailingDisk::new(fault)), Deed::Change).is_err());
    assert!(!check(&scene.index()).unwrap().sealed);
    let copy = scene.index().with_file_name("copy");
    Snapshot::create(&scene.index(), &copy).unwrap();
    let health = check(&copy).unwrap();
    assert!(health.sealed && health.leftovers.is_empty() && health.damaged.is_empty(), "{health:?}");
}
