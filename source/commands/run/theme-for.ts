import {readSettingsFile} from '../../io/library/settings-file.ts';
import {type PaletteName, paletteNames} from '../../ui/palette.ts';
import {createTheme, type Theme} from '../../ui/theme.ts';
import type {Environment, Surroundings} from '../command.ts';
import {hasUnicode, isSpoken, wantsColor} from '../drawing.ts';

/** Colours unless NO_COLOR says otherwise, for the terminal's background; Unicode drawing where the locale has it. */
export async function themeFor({
	environment,
	folder,
}: Pick<Surroundings, 'environment' | 'folder'>): Promise<Theme> {
	const {theme} = await readSettingsFile(folder);
	return createTheme({
		color: wantsColor(environment) ?? true,
		unicode: hasUnicode(environment),
		palette: paletteFor(environment, theme),
		spoken: isSpoken(environment),
	});
}

const wishes: readonly string[] = [...paletteNames, 'auto'];

/** ORCHESTRAI_THEME says it, or the setting. High contrast is as the background wants it. */
export function paletteFor(environment: Environment, setting: PaletteName | 'auto'): PaletteName {
	const own = environment.ORCHESTRAI_THEME ?? '';
	const wanted = wishes.includes(own) ? (own as PaletteName | 'auto') : setting;
	if (wanted === 'auto') return backgroundOf(environment);
	return wanted === 'contrast' && backgroundOf(environment) === 'light' ? 'contrast-light' : wanted;
}

/**
 * By COLORFGBG, where some terminals tell `foreground;background` as numbers of the sixteen colours. Asking the terminal
 * itself would mix its answer with what is typed. Unknown is dark.
 */
function backgroundOf({COLORFGBG = ''}: Environment): 'dark' | 'light' {
	const told = /;(\d{1,2})$/.exec(COLORFGBG)?.[1];
	return told === '7' || Number(told) >= 9 ? 'light' : 'dark';
}
