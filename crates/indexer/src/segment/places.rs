//! The memory in which occurrences are sorted: much of it, written to here and there, and for a short time.
//!
//! Apart from what is sorted there, because of how it is come by. Each page of fresh memory is asked for and made empty when
//! it is first written to, and while it is written to here and there the processor looks up where each page lies. So the
//! system is asked for large pages, where it has them.

use std::io;

use memmap2::MmapMut;
use zerocopy::FromBytes;

use super::occurrences::Place;

/// Less than this has no room for a large page.
#[cfg(target_os = "linux")]
const LARGE: usize = 4 << 20;

/// Places in memory of their own.
pub(super) struct Places(MmapMut);

impl Places {
    /// Asks for room for so many, each of zeros.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn new(count: usize) -> io::Result<Places> {
        let bytes = count.max(1) * size_of::<Place>();
        let memory = MmapMut::map_anon(bytes)?;
        #[cfg(target_os = "linux")]
        if bytes >= LARGE {
            // It is a wish: a system without such pages gives others.
            let _ = memory.advise(memmap2::Advice::HugePage);
        }
        Ok(Places(memory))
    }
}

impl AsRef<[Place]> for Places {
    fn as_ref(&self) -> &[Place] {
        FromBytes::ref_from_bytes(&self.0).unwrap_or_default()
    }
}

impl AsMut<[Place]> for Places {
    fn as_mut(&mut self) -> &mut [Place] {
        FromBytes::mut_from_bytes(&mut self.0).unwrap_or_default()
    }
}
