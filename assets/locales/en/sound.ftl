# What is heard when somebody is recorded.

sound-no-device = No sound can be played on this computer.
sound-no-device-advice = Connect loudspeakers and switch them on, or choose no sound.
