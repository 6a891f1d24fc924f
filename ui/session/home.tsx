import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { homeOf } from './model.ts';
import { SignedIn } from './signed-in.tsx';

/** Sends a person from one address to another, without a step in the history. */
export const Redirect = ({ to }: { to: string }) => {
  const { route } = useLocation();
  useEffect(() => route(to, true), [to]);
  return null;
};

export const HomePage = () => <SignedIn>{(me) => <Redirect to={homeOf(me)} />}</SignedIn>;
