import { createRootRoute, createRoute } from '@tanstack/react-router';
import { z } from 'zod/mini';
import { Root } from './root.tsx';
import { Shell } from './shell.tsx';

export const rootRoute = createRootRoute({ component: Root, notFoundComponent: () => null });
export const shell = createRoute({ getParentRoute: () => rootRoute, id: 'shell', component: Shell });

/** A number alone in an address is read as one. */
export const text = z.catch(z.optional(z.pipe(z.union([z.string(), z.number()]), z.transform(String))), undefined);
