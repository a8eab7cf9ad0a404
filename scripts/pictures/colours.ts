/** The colours of the pictures' terminal: light on dark, and each of the sixteen at least 4.5:1 on the ground. */

export const own = {ink: '#d3d7de', ground: '#15181e'};

export const chrome = {
	bar: '#1f232b',
	edge: '#39404c',
	title: '#8b94a3',
	dots: ['#e0655f', '#dcb255', '#6fb96b'],
};

const sixteen = [
	...['#3b4252', '#ec6f79', '#98cf7f', '#ecc370', '#6aa9f4', '#cf8cf0', '#4fc1d0', '#c3c9d3'],
	...['#7d8796', '#f58a92', '#aedda0', '#f6d596', '#82bbff', '#dda8f7', '#76d6e2', '#ffffff'],
];

/** An emulator's colour as CSS has it; null is the terminal's own. */
export function colourOf(value: number, isRgb: boolean, isPalette: boolean): string | null {
	if (isRgb) return hex([value >> 16, (value >> 8) & 255, value & 255]);
	if (!isPalette) return null;
	if (value < 16) return sixteen[value]!;
	if (value >= 232) return hex(Array(3).fill(8 + (value - 232) * 10));
	const steps = [0, 95, 135, 175, 215, 255];
	const at = value - 16;
	return hex([steps[Math.floor(at / 36)]!, steps[Math.floor(at / 6) % 6]!, steps[at % 6]!]);
}

/** So much of the one in the other: what is dim recedes towards its ground. */
export function mix(one: string, other: string, share: number): string {
	const [a, b] = [one, other].map(colour =>
		[1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16)),
	);
	return hex(a!.map((part, at) => Math.round(part * share + b![at]! * (1 - share))));
}

function hex(parts: readonly number[]): string {
	return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}
