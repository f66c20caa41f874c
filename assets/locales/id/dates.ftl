# Hari dan waktu: Minggu, 22 November 2026; Min 22 Nov 2026; 22 November 2026; 22 Nov 07.05; 07.05; 07.05.09.

date-long = { $weekday }, { $day } { $month } { $year }
date-short = { $weekday } { $day } { $month } { $year }
date-plain = { $day } { $month } { $year }
date-moment = { $day } { $month } { $clock }

date-clock = { $hour }.{ $minute }
date-time = { $hour }.{ $minute }.{ $second }

date-weekday-1 = Senin
date-weekday-2 = Selasa
date-weekday-3 = Rabu
date-weekday-4 = Kamis
date-weekday-5 = Jumat
date-weekday-6 = Sabtu
date-weekday-7 = Minggu

date-weekday-short-1 = Sen
date-weekday-short-2 = Sel
date-weekday-short-3 = Rab
date-weekday-short-4 = Kam
date-weekday-short-5 = Jum
date-weekday-short-6 = Sab
date-weekday-short-7 = Min

date-month-1 = Januari
date-month-2 = Februari
date-month-3 = Maret
date-month-4 = April
date-month-5 = Mei
date-month-6 = Juni
date-month-7 = Juli
date-month-8 = Agustus
date-month-9 = September
date-month-10 = Oktober
date-month-11 = November
date-month-12 = Desember

date-month-short-1 = Jan
date-month-short-2 = Feb
date-month-short-3 = Mar
date-month-short-4 = Apr
date-month-short-5 = Mei
date-month-short-6 = Jun
date-month-short-7 = Jul
date-month-short-8 = Agu
date-month-short-9 = Sep
date-month-short-10 = Okt
date-month-short-11 = Nov
date-month-short-12 = Des
