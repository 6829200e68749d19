/** Numbers, sizes and times as they are read: words of the page's language, clock of the system. */

export interface Format {
  count(value: number): string;
  /** Three digits that mean something: "0.00142", "6,800". */
  figure(value: number): string;
  /** "0.3 GB", "212 MB": powers of ten, as file managers on most systems count. */
  bytes(value: number): string;
  percent(share: number): string;
  /** "0.4 s", "41 s", "2 min", "3 h 24 min": minutes from 90 s on. */
  duration(seconds: number): string;
  dayOf(iso: string, now: Date): 'today' | 'yesterday' | 'earlier';
  /** The time of day alone. */
  time(iso: string): string;
  /** The time today; "yesterday" and the date before. */
  moment(iso: string, now: Date): string;
  /** Like `moment`, with the time on any day. */
  momentWithTime(iso: string, now: Date): string;
}

/** @param locale decides the words @param clock the system's habit of writing hours */
export function makeFormat(locale: string, clock: 'h12' | 'h23' = systemClock()): Format {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const figures = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const time = new Intl.DateTimeFormat(locale, {
    hour: clock === 'h12' ? 'numeric' : '2-digit',
    minute: '2-digit',
    hourCycle: clock,
  });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
  const dayWithYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const unit = (value: number, name: string) => `${numbers.format(value)} ${name}`;

  const nameOfDay = (date: Date, now: Date): string => {
    if (daysBetween(date, now) === 1) return relative.format(-1, 'day');
    return (date.getFullYear() === now.getFullYear() ? day : dayWithYear).format(date);
  };
  const isToday = (date: Date, now: Date) => daysBetween(date, now) === 0;

  return {
    count: (value) => numbers.format(value),
    figure: (value) => figures.format(value),
    bytes: (value) => {
      if (value < 1e6) return unit(Math.round(value / 1e3), 'kB');
      if (value < 1e9) return unit(value < 1e7 ? value / 1e6 : Math.round(value / 1e6), 'MB');
      return unit(value / 1e9, 'GB');
    },
    percent: (share) => percents.format(share),
    duration: (seconds) => {
      if (seconds < 10) return unit(seconds, 's');
      if (seconds < 90) return unit(Math.round(seconds), 's');
      const minutes = Math.round(seconds / 60);
      if (minutes < 60) return unit(minutes, 'min');
      return `${unit(Math.floor(minutes / 60), 'h')} ${unit(minutes % 60, 'min')}`;
    },
    dayOf: (iso, now) => {
      const days = daysBetween(new Date(iso), now);
      return days === 0 ? 'today' : days === 1 ? 'yesterday' : 'earlier';
    },
    time: (iso) => time.format(new Date(iso)),
    moment: (iso, now) => {
      const date = new Date(iso);
      return isToday(date, now) ? time.format(date) : nameOfDay(date, now);
    },
    momentWithTime: (iso, now) => {
      const date = new Date(iso);
      return isToday(date, now) ? time.format(date) : `${nameOfDay(date, now)}, ${time.format(date)}`;
    },
  };
}

function systemClock(): 'h12' | 'h23' {
  const cycle = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hourCycle;
  return cycle === 'h11' || cycle === 'h12' ? 'h12' : 'h23';
}

/** Calendar days, not stretches of 24 hours; rounding takes the hour of summer time. */
function daysBetween(earlier: Date, later: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000);
}
