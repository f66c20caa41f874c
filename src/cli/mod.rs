//! One file a command. placeholder
