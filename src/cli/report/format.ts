/** Numbers in reports: sizes in decimal units (1 KB = 1000 bytes), speeds, ratios, durations. */

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** `0 B`, `999 B`, `1.50 KB`, `10.2 MB`, `300 MB`: three significant digits. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  if (unit === 0) return `${Math.round(value)} B`;
  return `${value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)} ${UNITS[unit]}`;
}

/** `1,234,567`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Bytes per second; a dash if no time has passed. */
export function formatSpeed(bytes: number, seconds: number): string {
  return seconds > 0 ? `${formatBytes(bytes / seconds)}/s` : '-';
}

/** Archive size / original size, `0.213`; a dash for an empty original. */
export function formatRatio(archiveBytes: number, originalBytes: number): string {
  return originalBytes === 0 ? '-' : (archiveBytes / originalBytes).toFixed(3);
}

/** Bits of the archive per byte of the original; undefined for an empty original. */
export function bitsPerCharacter(archiveBytes: number, originalBytes: number): number | undefined {
  return originalBytes === 0 ? undefined : (8 * archiveBytes) / originalBytes;
}

/** Ratio and bits per character for JSON; null for an empty original. */
export function ratios(archiveBytes: number, originalBytes: number) {
  if (originalBytes === 0) return { ratio: null, bpc: null };
  const ratio = archiveBytes / originalBytes;
  return { ratio: rounded(ratio, 6), bpc: rounded(8 * ratio, 6) };
}

/** Rounded to `decimals` decimal places. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** `0.3 s`, `42 s`, `4 min 12 s`, `3 h 05 min`, `2 d 03 h`: for messages. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${pad(s % 60)} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
  const hours = Math.round(s / 3600);
  return `${Math.floor(hours / 24)} d ${pad(hours % 24)} h`;
}

/** `0:07`, `4:12`, `3:05:09`: for the status line. */
export function formatClock(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(s / 60);
  const tail = `${pad(s % 60)}`;
  return minutes < 60
    ? `${minutes}:${tail}`
    : `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${tail}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
