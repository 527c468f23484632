export * from "./flightSettings.ts";
export * from "./roadLinkSettings.ts";
export * from "./roadSettings.ts";
