/** How a program of the bench ends: with its one line. */
import type {Measurement} from './row.ts';

export function printFigure(figure: number, more?: Record<string, number>): void {
	print({figure, ...(more && {more})});
}

export function printMissing(why: string): void {
	print({missing: why});
}

function print(measurement: Measurement): void {
	console.log(JSON.stringify(measurement));
}
