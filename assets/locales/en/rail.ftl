# The rail: the screens by name, and how far an enrolment is that runs behind them.

rail-live = Live
rail-class = Class
rail-enrol = Enrol
rail-people = Students
rail-log = Log
rail-delivery = Delivery
rail-check = Check
rail-settings = Settings

# The keys that open a screen: "F1 or Ctrl+1".
rail-shortcut = { $key } or Ctrl+{ $number }

rail-enrolling = Enrolling
rail-progress = { $done } of { $total }
rail-progress-name = Enrolling: { $done } of { $total } photos. Show

# The same where something is not in order.
rail-check-wanting = { $name }: { $count ->
    [one] one thing needs a look
   *[other] { $count } things need a look
}
