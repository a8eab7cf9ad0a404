import {useEffect} from 'react';
import type {Playback} from '../../core/playback/playback.ts';

/** How often a recording moves on while it plays, ms; and at the end of one that is still being written. */
const beats = {playing: 60, following: 250};
/** When the machine slept, or the app stood aside, that time is not played. ms. */
const longest = 500;

/** Drives the clock of a recording while it plays; paused, nothing wakes the machine. */
export function usePlaying(playback: Playback | undefined): void {
	useEffect(() => {
		if (!playback) return;
		let timer: ReturnType<typeof setTimeout> | null = null;
		let before = 0;
		const beat = () => {
			timer = null;
			const now = performance.now();
			playback.advance(Math.min(longest, now - before));
			before = now;
			goOn();
		};
		const goOn = () => {
			const {playing, following} = playback.moment();
			if (playing) timer ??= setTimeout(beat, following ? beats.following : beats.playing);
			else stop();
		};
		const stop = () => {
			if (timer) clearTimeout(timer);
			timer = null;
		};
		const heed = () => {
			if (timer === null) before = performance.now();
			goOn();
		};
		heed();
		const off = playback.subscribe(heed);
		return () => {
			off();
			stop();
		};
	}, [playback]);
}
