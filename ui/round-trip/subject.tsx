/** The test message’s subject, by which a person finds it. */
export const Subject = ({ text }: { text: string }) => <bdi class="trip-subject">{text}</bdi>;
