/** Tones: never the only signal, always together with words. */
const tones = {
  right: [[880, 0, 60]],
  warn: [
    [440, 0, 90],
    [440, 130, 90],
  ],
  wrong: [[180, 0, 300]],
} as const;

let context: AudioContext | null = null;

export function playTone(name: keyof typeof tones, volume = 0.2): void {
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume();
    for (const [pitch, after, length] of tones[name]) {
      const start = context.currentTime + after / 1000;
      const tone = context.createOscillator();
      const level = context.createGain();
      tone.frequency.value = pitch;
      level.gain.setValueAtTime(volume, start);
      level.gain.exponentialRampToValueAtTime(0.001, start + length / 1000);
      tone.connect(level).connect(context.destination);
      tone.start(start);
      tone.stop(start + length / 1000);
    }
  } catch {
    // No sound device: the words on the screen say the same.
  }
}
