//! The window. placeholder
