import {createTheme, type Theme} from '../../ui/theme.ts';

/** Colours unless NO_COLOR says otherwise; Unicode drawing where the locale has it. */
export function themeFor(environment: Record<string, string | undefined>): Theme {
	const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
	const unicode = process.platform === 'win32' || /utf-?8/i.test(locale);
	const color = environment.FORCE_COLOR !== undefined || !environment.NO_COLOR;
	return createTheme({color, unicode});
}
