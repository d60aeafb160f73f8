/** The sentences beside the form, in their order; the last is no longer in force. */
export const regulations: readonly { title: string; description: string; category: string; isActive: boolean }[] = [
  { title: 'Breaks', description: 'A break of 1 hour follows each 4 hours worked.', category: 'general', isActive: true },
  {
    title: 'Order and consent',
    description: 'Overtime needs a written order and your consent before it starts.',
    category: 'general',
    isActive: true,
  },
  { title: 'Meals', description: 'From 4 hours on, the company provides a meal.', category: 'welfare', isActive: true },
  { title: 'Form', description: 'No form, no overtime pay.', category: 'general', isActive: true },
  { title: 'Limits', description: 'Plan at most 4 hours on a working day and 18 hours a week.', category: 'limits', isActive: true },
  { title: 'Past midnight', description: 'Work past midnight counts for the day on which it began.', category: 'general', isActive: true },
  {
    title: 'Rest',
    description: 'Leave at least 8 hours between the end of overtime and the next shift.',
    category: 'welfare',
    isActive: true,
  },
  { title: 'Paper forms', description: 'Paper forms are taken until the end of the trial.', category: 'general', isActive: false },
]

/** The pages of the policy, paragraph by paragraph; the first line of a page is its heading. */
export const policyPages: readonly (readonly string[])[] = [
  [
    'Overtime policy',
    'PTB AST1 RD Organization. This is the policy of a demonstration plant; its names and figures are invented.',
    '1. Overtime is work beyond 8 hours a day or 40 hours a week, and all work on the weekly rest days and on public holidays.',
    '2. Overtime is ordered in writing and needs the consent of the employee. The request in Lembur is both; it is filed before the work begins.',
    '3. On working days overtime is limited to 4 hours a day and 18 hours a week. From 15 hours a week on, the line leader looks for relief.',
    '4. A period runs from the 26th of a month to the 25th of the next. The plant plans for 60 hours a period and does not go beyond 72.',
    '5. One hour of break follows each four hours worked. Breaks do not count as working time.',
  ],
  [
    'How it is handled',
    '6. The line leader files for the people of the line, with the project, the times, the reason and what is to be done.',
    '7. The head of the department approves or rejects. Whoever rejects says why. Nobody decides a request of his own.',
    '8. Requests that are approved or still waiting appear in the daily and the period form. The forms are made anew after every change.',
    '9. Work past midnight belongs to the day on which it began.',
    '10. From four hours on, the company provides food and drink of at least 1,400 kcal; they are not replaced by money.',
    '11. Between the end of overtime and the next shift lie at least eight hours of rest.',
    'Questions: the administrator of your department.',
  ],
]
