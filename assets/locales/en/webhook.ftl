# The school's main API: what it said, or what happened instead, sentences; and what is wrong with an address or a key.

webhook-main-api = The main API
webhook-status = The main API answered { $code }.
webhook-status-reason = The main API answered { $code } ({ $reason }).
webhook-points-to = The main API answered { $code } and pointed to { $to }. Hadir does not follow: set that address.
webhook-points-elsewhere = The main API answered { $code } and pointed elsewhere. Hadir does not follow.
webhook-too-late =
    { $seconds ->
        [one] The main API did not answer within { $seconds } second.
        *[other] The main API did not answer within { $seconds } seconds.
    }
webhook-cut-off = The main API's answer was cut off.
webhook-id-damaged = This event cannot be sent: its id is damaged.
webhook-not-signed = It cannot be signed: { $reason }.
webhook-no-json = It cannot be written as JSON: { $reason }.
webhook-none = No webhook is set.
webhook-broken = Hadir itself failed at this; its log says more.

webhook-no-address = The webhook's address is not one: it begins with http:// or https://, and a name follows.
webhook-unsendable-key = The key has a character that cannot be sent; copy it again: it has only letters, digits and signs such as - _ . =
webhook-secret = The secret is not valid: it is whsec_ and then base64 (letters, digits, +, / and = at the end).
webhook-secret-length = The secret is not valid: it has { $bytes } bytes, and must have { $least } to { $most }.
webhook-key-too-short = The key is too short: it must have at least { $least } letters and digits. Let Hadir make one.
