/** WebGL2: one triangle over the lane; each pixel takes the maximum over its columns and bins, then its colour. */
export const vertexShader = `#version 300 es
void main() {
  vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

export const fragmentShader = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
precision highp isampler2D;
uniform usampler2D tiles;   // [64 · slots][nBins] quantised decibels
uniform isampler2D columns; // [1][width · depth] row of tiles, -1: none
uniform sampler2D columnBlend; // [1][width]
uniform isampler2D rows;    // [1][height] first and last bin
uniform sampler2D rowBlend; // [1][height], -1: maximum
uniform sampler2D colours;  // [1][256]
uniform int depth;
uniform int columnsWidth;   // of the columns texture
uniform int height;
uniform float dbMin;
uniform float dbStep;
uniform float floorDb;
uniform float rangeDb;
uniform float gamma;
out vec4 color;

int columnRef(int x, int i) {
  int at = x * depth + i;
  return texelFetch(columns, ivec2(at % columnsWidth, at / columnsWidth), 0).r;
}

float levelOf(int ref, ivec2 bins, float blend) {
  if (blend >= 0.0) {
    float a = float(texelFetch(tiles, ivec2(bins.x, ref), 0).r);
    float b = float(texelFetch(tiles, ivec2(bins.y, ref), 0).r);
    return floor(mix(a, b, blend) + 0.5);
  }
  uint level = 0u;
  for (int k = bins.x; k <= bins.y; k++) level = max(level, texelFetch(tiles, ivec2(k, ref), 0).r);
  return float(level);
}

void main() {
  int x = int(gl_FragCoord.x);
  int y = height - 1 - int(gl_FragCoord.y);
  ivec2 bins = texelFetch(rows, ivec2(y, 0), 0).rg;
  float blend = texelFetch(rowBlend, ivec2(y, 0), 0).r;
  float weight = texelFetch(columnBlend, ivec2(x, 0), 0).r;
  int first = columnRef(x, 0);
  int second = columnRef(x, 1);
  if (first < 0 && second < 0) {
    color = vec4(0.0);
    return;
  }
  float level = 0.0;
  if (weight > 0.0 && first >= 0 && second >= 0) {
    level = floor(mix(levelOf(first, bins, blend), levelOf(second, bins, blend), weight) + 0.5);
  } else {
    for (int i = 0; i < depth; i++) {
      int ref = columnRef(x, i);
      if (ref >= 0) level = max(level, levelOf(ref, bins, blend));
    }
  }
  float t = pow(clamp((dbMin + level * dbStep - floorDb) / rangeDb, 0.0, 1.0), gamma);
  color = vec4(texelFetch(colours, ivec2(int(t * 255.0 + 0.5), 0), 0).rgb, 1.0);
}`;
