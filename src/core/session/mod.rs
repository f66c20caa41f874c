//! Sessions: a class is expected from one time to another, and the board says who of it has come.
//!
//! - [`Entry`]: a line of the timetable, on one date or every week
//! - [`Draft`]: such a line while a person types it
//! - [`Occurrence`]: what becomes of it on one day, as moments
//! - [`Board`]: who is here, late, not yet there or excused, from what the log has and what a person said
//! - [`Closing`]: how it ended, as it is kept and told
//! - [`Recap`]: a class over many days, a row for each student
//! - [`Limit`]: whom the door expects while a session is on that keeps it to its class

mod board;
mod closing;
mod draft;
mod entry;
mod limit;
mod occurrence;
mod recap;

pub use board::{Arrival, Board, Counts, Excuse, Group, Mark, Said, Seat, Status};
pub use closing::{Closing, Ended};
pub use draft::{Draft, DraftRefusal, Field, clock_of};
pub use entry::{Days, Entry, EntryRefusal, OPENS_EARLY, Weekdays};
pub use limit::Limit;
pub use occurrence::{Occurrence, Phase, SessionKey};
pub use recap::{Held, Letter, Recap, RecapRow};
