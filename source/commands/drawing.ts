/** What the environment says of how the app may draw. */
import type {Environment} from './command.ts';

/** `ORCHESTRAI_ASCII` says it, or the locale; Windows has Unicode in any. */
export function hasUnicode(environment: Environment): boolean {
	const own = environment.ORCHESTRAI_ASCII;
	if (own) return isOff(own);
	const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
	return process.platform === 'win32' || /utf-?8/i.test(locale);
}

/** What FORCE_COLOR says, then NO_COLOR; null: as the terminal has it. */
export function wantsColor({FORCE_COLOR, NO_COLOR}: Environment): boolean | null {
	if (FORCE_COLOR !== undefined) return FORCE_COLOR === '' || !isOff(FORCE_COLOR);
	return NO_COLOR ? false : null;
}

/** The screen as lines that are read aloud. */
export function isSpoken({INK_SCREEN_READER}: Environment): boolean {
	return INK_SCREEN_READER === 'true' || INK_SCREEN_READER === '1';
}

function isOff(value: string): boolean {
	return value === '0' || value === 'false';
}
