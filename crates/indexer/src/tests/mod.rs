//! The indexer as a whole, over disks that fail and beside others that write.
//!
//! Apart from the tests beside the code, because what is tried here is the whole of it: each call that reaches the disk
//! is made to fail once, and what is left must be one whole state.

mod failing_disk;
mod faults;
mod lasting;
mod looking;
mod power_cut;
mod scene;
