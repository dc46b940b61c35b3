/** Tells how loud the microphone is: the mean square of every 20 ms, posted as it comes. Runs beside the page. */
const FRAME_SECONDS = 0.02;

class LevelProcessor extends AudioWorkletProcessor {
  constructor() {
    super();
    this.sum = 0;
    this.count = 0;
  }

  process([input]) {
    const samples = input?.[0];
    if (!samples) return true;
    for (const sample of samples) this.sum += sample * sample;
    this.count += samples.length;
    if (this.count >= sampleRate * FRAME_SECONDS) {
      this.port.postMessage({ power: this.sum / this.count, seconds: this.count / sampleRate });
      this.sum = this.count = 0;
    }
    return true;
  }
}

registerProcessor("level", LevelProcessor);
