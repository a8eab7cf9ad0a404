import {readSettingsFile} from '../../io/library/settings-file.ts';
import {type Background, createTheme, type Theme} from '../../ui/theme.ts';
import type {Surroundings} from '../command.ts';

type Environment = Surroundings['environment'];

/** Colours unless NO_COLOR says otherwise, for the terminal's background; Unicode drawing where the locale has it. */
export async function themeFor({
	environment,
	folder,
}: Pick<Surroundings, 'environment' | 'folder'>): Promise<Theme> {
	const color = environment.FORCE_COLOR !== undefined || !environment.NO_COLOR;
	const {theme} = await readSettingsFile(folder);
	return createTheme({
		color,
		unicode: hasUnicode(environment),
		background: backgroundOf(environment, theme),
	});
}

/**
 * ORCHESTRAI_THEME says it, or the setting, or COLORFGBG, where some terminals tell `foreground;background` as numbers
 * of the sixteen colours. Asking the terminal itself would mix its answer with what is typed. Unknown is dark.
 */
export function backgroundOf(environment: Environment, setting: Background | 'auto'): Background {
	const own = environment.ORCHESTRAI_THEME ?? '';
	const wanted = ['dark', 'light', 'auto'].includes(own) ? own : setting;
	if (wanted === 'dark' || wanted === 'light') return wanted;
	const told = /;(\d{1,2})$/.exec(environment.COLORFGBG ?? '')?.[1];
	return told === '7' || Number(told) >= 9 ? 'light' : 'dark';
}

export function hasUnicode(environment: Environment): boolean {
	const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
	return process.platform === 'win32' || /utf-?8/i.test(locale);
}
