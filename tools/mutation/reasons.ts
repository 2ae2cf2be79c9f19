/** Why a change may go unnoticed, where several files have the same reason. */
export const nothing = 'giving or taking nothing changes nothing';
export const kept = 'it only saves doing the same again';
export const quick = 'plain numbers are only the quicker way to the same';
export const placeholder = 'stands for “none” in a key or a question; any word that is no id does';
export const sameOrder = 'the engine asks only whether one comes before the other, and equals may come in either order';
export const absent = 'an amount or a rate that is not there is fine';
export const noNumber = 'a comparison with nothing is false';
export const thereAlways = 'the place is one of a list of the same length, so there is always something';
export const enough = 'what asks for just as much as there is gets all that it asks for';
export const nothingCut = 'where no line is exceeded none is cut';
export const bound = 'a bound that is too high costs steps and changes nothing';
export const moved = 'what was not placed well at first is moved: it is only the quicker way to the same';
export const neverBelow = 'what is left of a line is never below nothing';
export const wholeLine = 'the part of a line that is all of it is all that is left of it';
export const noPieces = 'a line without pieces gives none';
