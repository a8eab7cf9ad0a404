/** Figures as people read them. */
import type {Money} from '../../core/state/run-state.ts';

/** `840`, `12.4k`, `1.2M`. */
export function tokens(count: number): string {
	if (count < 1000) return String(count);
	if (count < 999_950) return `${(count / 1000).toFixed(1)}k`;
	return `${(count / 1e6).toFixed(1)}M`;
}

/** `$0.031`; three decimals below ten cents, then two. */
export function dollars(usd: number): string {
	if (usd === 0) return '$0.00';
	if (usd < 0.001) return '<$0.001';
	return `$${usd.toFixed(usd < 0.1 ? 3 : 2)}`;
}

/** What was spent: `+?` when a part is unknown, `~` when tokens were guessed. */
export function spent(money: Money): string {
	if (money.unknown && money.usd === 0) return '$?';
	return `${money.estimated ? '~' : ''}${dollars(money.usd)}${money.unknown ? '+?' : ''}`;
}

/** The same where there is room to say that nothing is known. */
export function spentInWords(money: Money): string {
	return money.unknown && money.usd === 0 ? 'cost unknown' : spent(money);
}

/** `0.4s`, `12s`, `3m 05s`, `2h 10m`: how long something took. */
export function duration(ms: number): string {
	if (ms < 0) return '0s';
	if (ms < 950) return `${(ms / 1000).toFixed(1)}s`;
	const seconds = Math.round(ms / 1000);
	if (seconds < 60) return `${seconds}s`;
	const two = (value: number) => String(value).padStart(2, '0');
	if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
	return `${Math.floor(seconds / 3600)}h ${two(Math.floor((seconds % 3600) / 60))}m`;
}

/** `00:42`, `1:02:03`: a running clock. */
export function clockFace(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	const two = (value: number) => String(value).padStart(2, '0');
	const face = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
	return seconds < 3600 ? face : `${Math.floor(seconds / 3600)}:${face}`;
}

/** `just now`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function age(ms: number): string {
	const minutes = Math.floor(ms / 60_000);
	if (minutes < 1) return 'just now';
	if (minutes < 60) return `${minutes} min ago`;
	const hours = Math.floor(minutes / 60);
	if (hours < 24) return `${hours} h ago`;
	const days = Math.floor(hours / 24);
	return days === 1 ? '1 day ago' : `${days} days ago`;
}

/** `now`, `5m`, `3h`, `2d`: the same where there is little room. */
export function shortAge(ms: number): string {
	const minutes = Math.floor(ms / 60_000);
	if (minutes < 1) return 'now';
	if (minutes < 60) return `${minutes}m`;
	return minutes < 24 * 60 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / 60 / 24)}d`;
}

/** `1 run`, `2 runs`. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
	return `${count} ${count === 1 ? noun : nouns}`;
}

/** `code, tests and readme`. */
export function wordList(words: readonly string[], last = 'and'): string {
	if (words.length < 2) return words.join('');
	return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** `recorded`, `2 of 3 recorded`: which of the answers a recording gave; null where none. */
export function recordedShare({calls, recorded}: Money): string | null {
	if (recorded === 0) return null;
	return recorded === calls ? 'recorded' : `${recorded} of ${calls} recorded`;
}
