import { type ElementPart, noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';

/** Sets one custom property through the object model: a page's content policy may forbid style attributes. */
class TintDirective extends Directive {
  override render(_name: string, _colour: string): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [name, colour]: [string, string]): typeof noChange {
    const { style } = part.element as HTMLElement;
    if (colour) style.setProperty(name, colour);
    else style.removeProperty(name);
    return noChange;
  }
}

export const tint = directive(TintDirective);
