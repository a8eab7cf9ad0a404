import {createTheme, type Theme} from '../../ui/theme.ts';

/** Colours unless NO_COLOR says otherwise; Unicode drawing where the locale has it. */
export function themeFor(environment: Record<string, string | undefined>): Theme {
	const color = environment.FORCE_COLOR !== undefined || !environment.NO_COLOR;
	return createTheme({color, unicode: hasUnicode(environment)});
}

export function hasUnicode(environment: Record<string, string | undefined>): boolean {
	const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
	return process.platform === 'win32' || /utf-?8/i.test(locale);
}
