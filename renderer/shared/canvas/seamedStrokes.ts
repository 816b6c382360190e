/** Lines and points that are seen over any picture: bright, with a dark seam. */
type Ctx = CanvasRenderingContext2D;

export interface Stroke {
  readonly colour: string;
  readonly seam: string;
  readonly widthPx: number;
  readonly dash?: readonly number[];
}

const seamPx = 1.25;

export function addPoint(path: Path2D, x: number, y: number, radius: number): void {
  path.moveTo(x + radius, y);
  path.arc(x, y, radius, 0, 2 * Math.PI);
}

export function strokeSeamed(ctx: Ctx, path: Path2D, { colour, seam, widthPx, dash = [] }: Stroke): void {
  ctx.lineJoin = 'round';
  ctx.lineCap = dash.length > 0 ? 'butt' : 'round';
  ctx.setLineDash([...dash]);
  ctx.strokeStyle = seam;
  ctx.lineWidth = widthPx + 2 * seamPx;
  ctx.stroke(path);
  ctx.strokeStyle = colour;
  ctx.lineWidth = widthPx;
  ctx.stroke(path);
  ctx.setLineDash([]);
}

export function fillSeamed(ctx: Ctx, path: Path2D, { colour, seam }: Stroke): void {
  ctx.strokeStyle = seam;
  ctx.lineWidth = 2 * seamPx;
  ctx.stroke(path);
  ctx.fillStyle = colour;
  ctx.fill(path);
}
