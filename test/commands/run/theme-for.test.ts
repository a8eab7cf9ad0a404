import {expect, test} from 'vitest';
import {paletteFor, themeFor} from '../../../source/commands/run/theme-for.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

test('The background is what the terminal says it is, and dark where nothing is said', () => {
	const told = (COLORFGBG?: string) => paletteFor({COLORFGBG}, 'auto');
	expect([told('0;15'), told('0;7'), told('12;default;15')]).toEqual(['light', 'light', 'light']);
	expect([told('15;0'), told('7;8'), told('15;default'), told('nonsense'), told()]).toEqual([
		'dark',
		'dark',
		'dark',
		'dark',
		'dark',
	]);
});

test('The environment is heard before the setting, and both before the terminal', () => {
	expect(paletteFor({COLORFGBG: '15;0'}, 'light')).toBe('light');
	expect(paletteFor({COLORFGBG: '15;0', ORCHESTRAI_THEME: 'light'}, 'dark')).toBe('light');
	expect(paletteFor({ORCHESTRAI_THEME: 'auto', COLORFGBG: '0;15'}, 'dark')).toBe('light');
	expect(paletteFor({ORCHESTRAI_THEME: 'purple'}, 'light')).toBe('light');
});

test('The setting in orchestrai.yml is read', async () => {
	const quiet = async (theme: string) =>
		(await themeFor({environment: {}, folder: makeFolder({'orchestrai.yml': `theme: ${theme}\n`})})).color(
			'quiet',
		);
	expect(await quiet('light')).toMatch(/^#/);
	expect(await quiet('dark')).toBe('gray');
});

test('High contrast is as the background wants it, and by the environment or the setting', async () => {
	expect(paletteFor({ORCHESTRAI_THEME: 'contrast'}, 'light')).toBe('contrast');
	expect(paletteFor({COLORFGBG: '0;15'}, 'contrast')).toBe('contrast-light');
	expect(paletteFor({}, 'contrast-light')).toBe('contrast-light');
	const theme = await themeFor({environment: {}, folder: makeFolder({'orchestrai.yml': 'theme: contrast'})});
	expect(theme.color('quiet')).toBe('#ffffff');
	expect(theme.face('bad')).toEqual({bold: true, underline: true});
});

test('FORCE_COLOR is heard before NO_COLOR, and says no as well as yes', async () => {
	const colored = async (environment: Record<string, string>) =>
		(await themeFor({environment, folder: makeFolder()})).color('bad') !== undefined;
	expect(await colored({})).toBe(true);
	expect(await colored({NO_COLOR: '1'})).toBe(false);
	expect(await colored({NO_COLOR: ''})).toBe(true);
	expect(await colored({NO_COLOR: '1', FORCE_COLOR: '1'})).toBe(true);
	expect(await colored({FORCE_COLOR: '0'})).toBe(false);
	expect(await colored({FORCE_COLOR: 'false'})).toBe(false);
});
