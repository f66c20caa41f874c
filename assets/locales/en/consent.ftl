# Who agreed to a student's enrolment, where the school asks for that.

consent-title = Consent to photos
consent-none = Nobody has agreed yet.
consent-who = Who agrees?
consent-who-hint = A parent, for instance
consent-who-first = Type who agrees first.
# The text that is agreed to, word for word.
consent-to = To this: “{ $text }”
consent-record = Record the consent
consent-by = { $by } agreed on { $day }
consent-on = Agreed on { $day }
consent-other-text = This is an earlier text than the one in Settings.
consent-withdraw = Withdraw…
consent-withdraw-title = Withdraw the consent for { $student }?
consent-withdraw-text = No more photos can be added then. The photos there are stay until you remove them.
consent-withdraw-yes = Withdraw
consent-leave = Leave it

# The setting of it.
consent-setting = Consent to photos
consent-setting-meaning = Where this is on, no student is enrolled before somebody has agreed. Who, when and to which text is kept with the student.
consent-off = Is not asked for
consent-on-setting = Is asked for
consent-text = The text that is agreed to
consent-text-hint = For instance: I agree that photos of my child's face are kept on the school's computer, to record attendance.
consent-save = Use this text
consent-saved = This text is agreed to from now on. Consents of before keep theirs.
consent-default = I agree that photos of my child's face are kept on the school's computer, to record attendance at the door. They are sent nowhere else, and are deleted when I ask for it.
consent-off-title = Ask for no consent any more?
consent-off-text = Students are enrolled without it then. Who agreed until now stays written down.
consent-off-yes = Do not ask
