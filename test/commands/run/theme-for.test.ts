import {expect, test} from 'vitest';
import {backgroundOf, themeFor} from '../../../source/commands/run/theme-for.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

test('The background is what the terminal says it is, and dark where nothing is said', () => {
	const told = (COLORFGBG?: string) => backgroundOf({COLORFGBG}, 'auto');
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
	expect(backgroundOf({COLORFGBG: '15;0'}, 'light')).toBe('light');
	expect(backgroundOf({COLORFGBG: '15;0', ORCHESTRAI_THEME: 'light'}, 'dark')).toBe('light');
	expect(backgroundOf({ORCHESTRAI_THEME: 'auto', COLORFGBG: '0;15'}, 'dark')).toBe('light');
	expect(backgroundOf({ORCHESTRAI_THEME: 'purple'}, 'light')).toBe('light');
});

test('The setting in orchestrai.yml is read', async () => {
	const quiet = async (theme: string) =>
		(await themeFor({environment: {}, folder: makeFolder({'orchestrai.yml': `theme: ${theme}\n`})})).color(
			'quiet',
		);
	expect(await quiet('light')).toMatch(/^#/);
	expect(await quiet('dark')).toBe('gray');
});
