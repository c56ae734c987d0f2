const SHOWN = 256;

/** Draws the last five seconds of three axes on a canvas, `low` to `high`. */
export function openPlot(canvas, { low, high }) {
  const samples = [];
  let isDue = false;

  const draw = () => {
    isDue = false;
    const { width, height, context } = prepare(canvas);
    const style = getComputedStyle(canvas);
    const y = (value) =>
      height - ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * (height - 2) - 1;
    drawZero(context, { width, y: y(0), colour: style.getPropertyValue('--line') });
    ['--x', '--y', '--z'].forEach((name, axis) => {
      context.strokeStyle = style.getPropertyValue(name);
      context.beginPath();
      samples.forEach((sample, i) => {
        const x = ((i + SHOWN - samples.length) / (SHOWN - 1)) * width;
        context.lineTo(x, y(sample[axis]));
      });
      context.stroke();
    });
  };
  const schedule = () => {
    if (!isDue) requestAnimationFrame(draw);
    isDue = true;
  };
  new ResizeObserver(schedule).observe(canvas);
  return {
    push(added) {
      samples.push(...added);
      samples.splice(0, Math.max(0, samples.length - SHOWN));
      schedule();
    },
  };
}

/** Fits the canvas to its box in device pixels and clears it. */
function prepare(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  context.scale(scale, scale);
  context.lineWidth = 1.6;
  context.lineJoin = 'round';
  return { width, height, context };
}

function drawZero(context, { width, y, colour }) {
  context.strokeStyle = colour;
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(width, y);
  context.stroke();
}
