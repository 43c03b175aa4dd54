// SPDX-License-Identifier: GPL-3.0-or-later
// Projects the world atlas to flat paths (Equal Earth); interface/vendoring.py runs it, users never do.
import fs from "node:fs";
import { feature } from "topojson-client";
import { presimplify, simplify, filter, filterAttachedWeight, sphericalTriangleArea, sphericalRingArea } from "topojson-simplify";
import { geoEqualEarth, geoPath } from "d3-geo";

const WIDTH = 960;
const DETAIL = 1e-4; // steradians: small enough for islands to stay, large enough for 100 KB
const ANTARCTICA = "010";
const MARGIN = 4;
const SMALL = 5; // square pixels of the 960 wide drawing

let atlas = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const countries = atlas.objects.countries;
countries.geometries = countries.geometries.filter((shape) => shape.id !== ANTARCTICA);
atlas = simplify(presimplify(atlas, sphericalTriangleArea), DETAIL);
// "Attached" keeps every country at least one ring, so that small states do not vanish.
atlas = filter(atlas, filterAttachedWeight(atlas, DETAIL / 2, sphericalRingArea));

const world = feature(atlas, atlas.objects.countries);
const projection = geoEqualEarth().fitWidth(WIDTH, { type: "Sphere" });
const [[, top], [, bottom]] = geoPath(projection).bounds(world);
const [x, y] = projection.translate();
projection.translate([x, y - top + MARGIN]);
const path = geoPath(projection).digits(1);

const shapes = [];
for (const country of world.features) {
  const d = path(country);
  if (!d) continue;
  const [cx, cy] = path.centroid(country).map((value) => Number(value.toFixed(1)));
  const shape = { name: country.properties.name, number: country.id ?? null, d, x: cx, y: cy };
  if (path.area(country) < SMALL) shape.small = true; // a page that counts it draws a dot there
  shapes.push(shape);
}
process.stdout.write(JSON.stringify({ width: WIDTH, height: Math.ceil(bottom - top + 2 * MARGIN), shapes }));
