import {useEffect, useMemo, useState} from 'react';
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import {railForm} from '../graph/forms.ts';
import {createSketches, type Sketches} from '../graph/sketches.ts';
import {type Arrangement, arrange, type Room} from './arrange.ts';
import {reservedCard} from './graph-cards.ts';

/** A graph of more operations is laid out after the first frame, which shows it as rails. */
const atOnce = 40;

/** The arrangement holds until the pipeline or the room changes. */
export function useArrangement(
	{operations}: Pipeline,
	{columns, rows, zoomed}: Omit<Room, 'boxes'>,
	ascii: boolean,
): Arrangement {
	const sketches = useMemo(() => {
		const named = new Map(operations.map(operation => [operation.output_name, operation]));
		return createSketches(
			operations,
			(id, form) => reservedCard(named.get(id)!, form, form === railForm),
			ascii,
		);
	}, [operations, ascii]);
	const [laidOut, setLaidOut] = useState<Sketches | null>(null);
	const boxes = operations.length <= atOnce || laidOut === sketches;
	useEffect(() => {
		if (boxes) return;
		const soon = setTimeout(() => setLaidOut(sketches));
		return () => clearTimeout(soon);
	}, [boxes, sketches]);
	return useMemo(
		() => arrange(sketches, {columns, rows, zoomed, boxes}),
		[sketches, columns, rows, zoomed, boxes],
	);
}
