import {expect, test} from 'vitest';
import {palettes} from '../../source/ui/palette.ts';
import {createTheme} from '../../source/ui/theme.ts';

/** WCAG 2.1, relative luminance. */
function luminance(hex: string): number {
	const [red, green, blue] = [1, 3, 5].map(at => {
		const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter! + 0.05) / (darker! + 0.05);
}

test('On light backgrounds every colour can be read', () => {
	for (const [tone, color] of Object.entries(palettes.light)) {
		if (color === undefined) continue;
		for (const background of ['#ffffff', '#fdf6e3'])
			expect(contrast(color, background), `${tone} on ${background}`).toBeGreaterThanOrEqual(4.5);
	}
});

test('At high contrast every colour has 7:1, on the backgrounds that are meant', () => {
	const grounds = {
		contrast: ['#000000', '#1e1e1e', '#002b36'],
		'contrast-light': ['#ffffff', '#fdf6e3'],
	} as const;
	for (const [name, backgrounds] of Object.entries(grounds)) {
		for (const [tone, color] of Object.entries(palettes[name as keyof typeof grounds])) {
			for (const background of backgrounds)
				expect(contrast(color!, background), `${name}: ${tone} on ${background}`).toBeGreaterThanOrEqual(7);
		}
	}
});

test('On dark backgrounds the colours are those that the terminal adapts', () => {
	for (const color of Object.values(palettes.dark)) expect(color ?? '').not.toMatch(/^#/);
});

test('Without colours, code is told apart by weight', () => {
	const theme = createTheme({color: false});
	expect(theme.color('keyword')).toBeUndefined();
	expect(theme.face('keyword')).toEqual({bold: true});
	expect(theme.face('quiet')).toEqual({dim: true});
	expect(createTheme().face('keyword')).toEqual({});
});
